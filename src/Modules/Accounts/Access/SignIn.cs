using GigGatek.Accounts.Passwords;
using GigGatek.Accounts.People;
using GigGatek.Accounts.SecondFactor;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.Access;

/// <summary>
/// Checks a password. Known and unknown addresses take the same path: one try is counted, one password is hashed, one
/// sentence is answered.
/// </summary>
internal sealed partial class SignIn(
    UserStore store, CheckPassword check, Sessions<AccountsDb> sessions, ProtectedTokens tokens, Throttles throttles, Limits limits, SignedInPeople people, ILogger<SignIn> log)
{
    private static readonly Error WrongCredentials = Error.Invalid(
        "wrong_credentials", "This address and password do not belong together. Check both, or reset the password.");

    /// <summary>Only who knows the password is told.</summary>
    private static readonly Error Disabled = new(ErrorKind.Forbidden, "account_disabled", "The shop has disabled this account. If you think that this is a mistake, write to us; your orders go on as before.");

    public async Task<Result<PasswordAccepted>> Handle(string email, string password, string client, CancellationToken ct)
    {
        var toAddress = limits.SignInTo(email);
        var fromClient = limits.SignInFrom(client);
        if (await throttles.Take([fromClient, toAddress], ct) is { } tooMany)
        {
            LogThrottled();
            return tooMany;
        }

        var user = await store.FindByEmailAsync(email, ct);
        if (!await check.Handle(user, password) || user is null)
        {
            LogRefused();
            return WrongCredentials;
        }

        await throttles.GiveBack(fromClient, ct);
        if (user.IsDisabled)
        {
            LogDisabled(user.Id);
            return Disabled;
        }

        if (await sessions.ReadPrimaryAsync(db => db.FindSecondFactorAsync(user.Id, ct), ct) is not null)
        {
            await throttles.GiveBack(toAddress, ct);    // what others tried is forgotten only when the sign-in is whole
            LogHalfway(user.Id);
            return new PasswordAccepted(null, tokens.Write(ProtectedTokens.SignIn, user));
        }

        await throttles.Clear(toAddress, ct);
        LogSignedIn(user.Id);
        return new PasswordAccepted(await people.Describe(user, ct), null);
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} signed in")]
    private partial void LogSignedIn(long userId);

    [LoggerMessage(LogLevel.Information, "Account {UserId} is asked for its second factor")]
    private partial void LogHalfway(long userId);

    [LoggerMessage(LogLevel.Information, "A sign-in was refused: wrong address or password")]
    private partial void LogRefused();

    [LoggerMessage(LogLevel.Information, "A sign-in was refused: account {UserId} is disabled")]
    private partial void LogDisabled(long userId);

    [LoggerMessage(LogLevel.Information, "A sign-in was refused: too many tries")]
    private partial void LogThrottled();
}
