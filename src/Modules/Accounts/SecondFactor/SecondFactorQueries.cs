using GigGatek.Accounts.People;
using GigGatek.Contracts.Accounts;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Accounts.SecondFactor;

internal static class SecondFactorQueries
{
    public static Task<SecondFactorRow?> FindSecondFactorAsync(this AccountsDb db, long userId, CancellationToken ct) =>
        db.SecondFactors.FirstOrDefaultAsync(factor => factor.UserId == userId, ct);

    /// <summary>People, each with what his account page says of his second factor.</summary>
    public static IQueryable<PersonRow> WithSecondFactor(this AccountsDb db, IQueryable<UserRow> users) =>
        from user in users
        from factor in db.SecondFactors.LeftJoin(factor => factor.UserId == user.Id)
        select new PersonRow(user, factor, db.RecoveryCodes.Count(code => code.UserId == user.Id && code.UsedAt == null));

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

/// <summary>A person with his second factor, as one statement reads them.</summary>
internal sealed record PersonRow(UserRow User, SecondFactorRow? Factor, int CodesLeft)
{
    public SecondFactorState? State => Factor is null ? null : new SecondFactorState(Factor.TurnedOnAt, CodesLeft);
}
