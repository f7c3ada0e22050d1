using GigGatek.Accounts.People;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>Makes a key in the place of another, which goes on for a while so that nobody has to change over in one moment.</summary>
internal sealed class RotateKey(Sessions<AccountsDb> sessions, NewKeys made, FindCaller callers, TimeProvider clock)
{
    public async Task<Result<NewApiKey>> Handle(Actor actor, RotateApiKey command, CancellationToken ct)
    {
        if (command.Overlap < TimeSpan.Zero || command.Overlap > ApiKeyLimits.LongestOverlap)
        {
            return Error.Invalid("invalid", $"The old key goes on for 0 to {ApiKeyLimits.LongestOverlap.Days} days.", "overlap");
        }

        if (command.ExpiresAt <= clock.GetUtcNow())
        {
            return Error.Invalid("invalid", "The end of a key lies ahead. Choose a later one.", "expiresAt");
        }

        string? replaced = null;
        var rotated = await sessions.WriteAsync(
            async db =>
            {
                var old = await db.ApiKeys.Where(row => row.Id == command.KeyId).ForUpdate().FindAsync(ct);
                replaced = old?.Prefix;
                return old is null ? Error.NotFound("There is no such key.") : await Replace(db, actor, old, command, ct);
            },
            rotated => rotated.Succeeded,
            ct);
        if (replaced is not null)
        {
            await callers.Forget(replaced);
        }

        return rotated;
    }

    private async Task<Result<NewApiKey>> Replace(AccountsDb db, Actor actor, ApiKeyRow old, RotateApiKey command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (old.RevokedAt is not null || old.ExpiresAt <= now)
        {
            return Error.Conflict("key_ended", "This key has ended. Make a new one.");
        }

        if (old.ReplacedBy is not null)
        {
            return Error.Conflict("key_replaced", "Another key was made in the place of this one already. If its text is lost, rotate that one.");
        }

        if (await db.FindUserAsync(old.UserId, ct) is not { } user)
        {
            return Error.NotFound("The account of this key is gone.");
        }

        var next = await made.Insert(db, user, new CreateApiKey(old.UserId, old.Name, old.Scopes.Split(' '), command.ExpiresAt), (actor, "api-key.rotate"), ct);
        var end = now + command.Overlap;
        if (old.ExpiresAt < end)
        {
            end = old.ExpiresAt.Value;    // a rotation makes no key live longer
        }

        var moved = await db.ApiKeys.Where(row => row.Id == old.Id && row.RevokedAt == null && row.ReplacedBy == null)
            .Set(row => row.ReplacedBy, next.Key.Id).Set(row => row.ExpiresAt, end).UpdateAsync(ct);
        if (moved == 0)
        {
            return Error.Conflict("key_replaced", "Someone else changed this key at the same moment. Open it again.");
        }

        var details = FormattableString.Invariant($"by api key {next.Key.Prefix}; goes on until {end.UtcDateTime:yyyy-MM-dd HH:mm}");
        await db.PublishAsync(new ChangeMade(actor, "api-key.replace", $"api key {old.Prefix}", details, now), ct);
        return next;
    }
}
