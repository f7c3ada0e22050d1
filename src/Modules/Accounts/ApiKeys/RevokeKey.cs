using GigGatek.Contracts;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>Ends a key at once.</summary>
internal sealed class RevokeKey(Sessions<AccountsDb> sessions, FindCaller callers, TimeProvider clock)
{
    public async Task<Result> Handle(Actor actor, long keyId, CancellationToken ct)
    {
        var prefix = await sessions.RepeatAsync(
            async db =>
            {
                if (await db.ApiKeys.FirstOrDefaultAsync(row => row.Id == keyId, ct) is not { } key)
                {
                    return null;
                }

                var now = clock.GetUtcNow();
                if (await db.ApiKeys.Where(row => row.Id == keyId && row.RevokedAt == null).Set(row => row.RevokedAt, now).UpdateAsync(ct) == 1)
                {
                    await db.PublishAsync(new ChangeMade(actor, "api-key.revoke", $"api key {key.Prefix}", FormattableString.Invariant($"account {key.UserId}"), now), ct);
                }

                return key.Prefix;
            },
            ct);
        if (prefix is null)
        {
            return Error.NotFound("There is no such key.");
        }

        await callers.Forget(prefix);
        return Result.Done;
    }
}
