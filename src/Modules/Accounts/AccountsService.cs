using GigGatek.Accounts.Access;
using GigGatek.Accounts.Passwords;
using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Accounts;

/// <summary>The contract, as a list of its use cases.</summary>
internal sealed class AccountsService(
    Register register, ConfirmEmail confirmEmail, SignIn signIn, SignOutEverywhere signOutEverywhere, ListPeople list, ResetPassword reset, ChangePassword change)
    : IAccounts
{
    public Task<Result> RegisterAsync(string email, string displayName, string password, string client, CancellationToken ct) =>
        register.Handle(email, displayName, password, client, ct);

    public Task<Result> ConfirmEmailAsync(long userId, string token, CancellationToken ct) => confirmEmail.Handle(userId, token, ct);

    public Task<Result> RequestConfirmationAsync(long userId, CancellationToken ct) => confirmEmail.Request(userId, ct);

    public Task<Result<PasswordAccepted>> SignInAsync(string email, string password, string client, CancellationToken ct) =>
        signIn.Handle(email, password, client, ct);

    public Task<Result> SignOutEverywhereAsync(long userId, CancellationToken ct) => signOutEverywhere.Handle(userId, ct);

    public Task<Account?> FindAsync(long userId, CancellationToken ct) => list.Find(userId, ct);

    public Task<Result> RequestResetAsync(string email, string client, CancellationToken ct) => reset.Request(email, client, ct);

    public Task<Result> ResetPasswordAsync(long userId, string token, string newPassword, CancellationToken ct) =>
        reset.Handle(userId, token, newPassword, ct);

    public Task<Result<SignedIn>> ChangePasswordAsync(long userId, string currentPassword, string newPassword, CancellationToken ct) =>
        change.Handle(userId, currentPassword, newPassword, ct);

    public Task<AccountLink?> CreateConfirmationLinkAsync(long userId, CancellationToken ct) => confirmEmail.CreateLink(userId, ct);

    public Task<AccountLink?> CreateResetLinkAsync(long userId, CancellationToken ct) => reset.CreateLink(userId, ct);
}
