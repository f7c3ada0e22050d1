using GigGatek.Accounts.People;
using GigGatek.Contracts.Accounts;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.SecondFactor;

internal static class SecondFactorQueries
{
    public static Task<SecondFactorRow?> FindSecondFactorAsync(this AccountsDb db, long userId, CancellationToken ct) =>
        db.SecondFactors.FirstOrDefaultAsync(factor => factor.UserId == userId, ct);

    /// <summary>What the account page says of the second factor, for those of these people who have one. Apart from the list of people: a join would sort them all.</summary>
    public static async Task<Dictionary<long, SecondFactorState>> FindSecondFactorStatesAsync(this AccountsDb db, IReadOnlyCollection<long> userIds, CancellationToken ct)
    {
        var found = await db.SecondFactors.Where(factor => userIds.Contains(factor.UserId))
            .Select(factor => new { factor.UserId, factor.TurnedOnAt, CodesLeft = db.RecoveryCodes.Count(code => code.UserId == factor.UserId && code.UsedAt == null) })
            .ToListAsync(ct);
        return found.ToDictionary(factor => factor.UserId, factor => new SecondFactorState(factor.TurnedOnAt, factor.CodesLeft));
    }

    /// <summary>Of any number of codes at once from the same step, one counts.</summary>
    public static async Task<bool> TryUseStepAsync(this AccountsDb db, long userId, long step, CancellationToken ct) =>
        await db.SecondFactors.Where(factor => factor.UserId == userId && factor.LastStep < step).Set(factor => factor.LastStep, step).UpdateAsync(ct) == 1;

    /// <summary>Each once.</summary>
    public static async Task<bool> TryUseRecoveryCodeAsync(this AccountsDb db, long userId, string hash, DateTimeOffset now, CancellationToken ct) =>
        await db.RecoveryCodes.Where(code => code.UserId == userId && code.Hash == hash && code.UsedAt == null).Set(code => code.UsedAt, now).UpdateAsync(ct) == 1;

    /// <summary>A new stamp, unless the account changed meanwhile: every session ends, and every half of one.</summary>
    public static async Task<bool> TryRenewStampAsync(this AccountsDb db, AccountUser user, string stamp, CancellationToken ct) =>
        await db.Users.Where(row => row.Id == user.Id && row.Stamp == user.Stamp)
            .Set(row => row.Stamp, stamp).Set(row => row.Version, row => row.Version + 1)
            .UpdateAsync(ct) == 1;

    /// <summary>True when there was one.</summary>
    public static async Task<bool> DropSecondFactorAsync(this AccountsDb db, long userId, CancellationToken ct)
    {
        await db.RecoveryCodes.DeleteAsync(code => code.UserId == userId, ct);
        return await db.SecondFactors.DeleteAsync(factor => factor.UserId == userId, ct) == 1;
    }
}
