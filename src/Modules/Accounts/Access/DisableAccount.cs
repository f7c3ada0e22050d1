using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.Access;

/// <summary>
/// Shuts an account, or opens it again. A disabled one signs nobody in and its keys answer nothing; what was signed in is out for good, as the stamp is another. Orders
/// stay, and their links open: they are the shop's books, and the person's goods.
/// </summary>
internal sealed partial class DisableAccount(Sessions<AccountsDb> sessions, SignedInPeople signedIn, TimeProvider clock, ILogger<DisableAccount> log)
{
    private static readonly Error StillStaff = Error.Conflict(
        "still_staff", "This person has a role in the shop. Take their roles first; then the account can be disabled.");

    public async Task<Result> Handle(Actor actor, long userId, bool disabled, CancellationToken ct)
    {
        var refusal = await sessions.RepeatAsync(
            async db => await db.Users.Where(row => row.Id == userId).ForUpdate().FindAsync(ct) switch
            {
                null => Error.NotFound("There is no such person."),
                { } user when user.DisabledAt is not null == disabled => null,
                { IsStaff: true } when disabled => StillStaff,
                { } user => await Set(db, actor, user, disabled, ct),
            },
            ct);
        await signedIn.Forget(userId);
        return refusal is null ? Result.Done : refusal;
    }

    private async Task<Error?> Set(AccountsDb db, Actor actor, UserRow user, bool disabled, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.Users.Where(row => row.Id == user.Id)
            .Set(row => row.DisabledAt, disabled ? now : null)
            .Set(row => row.Stamp, Secrets.NewToken())
            .Set(row => row.Version, row => row.Version + 1)
            .UpdateAsync(ct);
        await db.PublishAsync(new ChangeMade(actor, disabled ? "account.disable" : "account.enable", FormattableString.Invariant($"account {user.Id}"), "", now), ct);
        LogChanged(user.Id, disabled ? "disabled" : "enabled again");
        return null;
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} was {What}")]
    private partial void LogChanged(long userId, string what);
}
