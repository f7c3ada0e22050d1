using GigGatek.Accounts.Access;
using GigGatek.Accounts.Audit;
using GigGatek.Accounts.People;
using GigGatek.Accounts.Roles;
using GigGatek.Accounts.SecondFactor;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Accounts;

/// <summary>The owner's contract, as a list of its use cases.</summary>
internal sealed class AccountsAdminService(ListPeople people, SetRole setRole, TurnOff turnOff, SignOutEverywhere signOut, DisableAccount disable, EnsureOwner ensureOwner, ListTrail trail) : IAccountsAdmin
{
    public Task<Page<Account>> ListAsync(string? text, string? cursor, CancellationToken ct) => people.Handle(text, cursor, ct);

    public Task<IReadOnlyList<Role>> ListRolesAsync(CancellationToken ct) => Task.FromResult(ShopRoles.All);

    public Task<Result> SetRoleAsync(Actor actor, long userId, string role, bool has, CancellationToken ct) =>
        setRole.Handle(actor, userId, role, has, ct);

    public Task<Result> SignOutAsync(Actor actor, long userId, CancellationToken ct) => signOut.ForOther(actor, userId, ct);

    public Task<Result> SetDisabledAsync(Actor actor, long userId, bool disabled, CancellationToken ct) => disable.Handle(actor, userId, disabled, ct);

    public Task<Result> TurnOffSecondFactorAsync(Actor actor, long userId, CancellationToken ct) => turnOff.ForOther(actor, userId, ct);

    public Task<Page<AuditEntry>> ListAuditAsync(string? subject, string? cursor, CancellationToken ct) => trail.Handle(subject, cursor, ct);

    public Task<OwnerCredentials?> EnsureOwnerAsync(CancellationToken ct) => ensureOwner.Handle(ct);
}
