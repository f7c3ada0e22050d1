using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>Something that happened to a second factor, for the trail and for a mail.</summary>
internal sealed record ChangeOfFactor(Actor By, long UserId, SecondFactorNews What, DateTimeOffset At)
{
    /// <summary>How the trail calls it.</summary>
    public string Action => What switch
    {
        SecondFactorNews.TurnedOn => "second-factor.on",
        SecondFactorNews.TurnedOff => "second-factor.off",
        SecondFactorNews.CodesRenewed => "second-factor.renew-codes",
        SecondFactorNews.CodeUsed => "second-factor.use-recovery-code",
        _ => throw new InvalidOperationException($"{What} is no change."),
    };
}

/// <summary>A person who changes his own account.</summary>
internal static class OwnActor
{
    public static Actor Of(long userId) => new(userId, FormattableString.Invariant($"account {userId}"));
}

internal static class ReportChange
{
    /// <summary>In the transaction that made it true.</summary>
    public static async Task ReportAsync(this AccountsDb db, ChangeOfFactor change, CancellationToken ct)
    {
        await db.PublishAsync(new ChangeMade(change.By, change.Action, FormattableString.Invariant($"account {change.UserId}"), "", change.At), ct);
        await db.PublishAsync(new SecondFactorReported(change.UserId, change.What), ct);
    }
}
