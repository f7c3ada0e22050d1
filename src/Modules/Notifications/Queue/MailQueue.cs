using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Notifications.Queue;

/// <summary>The queue's statements. Races are settled by the row count of a conditional update.</summary>
internal static class MailQueue
{
    /// <summary>Those that nobody holds, the longest due first.</summary>
    public static Task<List<MailRow>> ListDue(this NotificationsDb db, DateTimeOffset now, int most, CancellationToken ct) =>
        db.Mails
            .Where(mail => mail.State == MailState.Pending && mail.DueAt <= now && (mail.ClaimedUntil == null || mail.ClaimedUntil < now))
            .OrderBy(mail => mail.DueAt).ThenBy(mail => mail.Id).Take(most).ToListAsync(ct);

    /// <summary>Makes a mail that was listed as due this worker's until a time. False when somebody else was first.</summary>
    public static async Task<bool> TryClaim(this NotificationsDb db, MailRow mail, MailClaim claim, CancellationToken ct) =>
        await db.Mails
            .Where(row => row.Id == mail.Id && row.State == MailState.Pending && row.Attempts == mail.Attempts)
            .Set(row => row.Attempts, mail.Attempts + 1)
            .Set(row => row.ClaimedBy, claim.By).Set(row => row.ClaimedUntil, claim.Until)
            .UpdateAsync(ct) == 1;

    /// <summary>
    /// Ends a mail. Even one whose claim ran out while the server was thinking: it is sent, and whoever has it now need not
    /// send it again.
    /// </summary>
    public static async Task<bool> TrySettle(this NotificationsDb db, MailRow mail, MailEnd end, CancellationToken ct) =>
        await db.Mails
            .Where(row => row.Id == mail.Id && row.State == MailState.Pending)
            .Set(row => row.State, end.State).Set(row => row.Outcome, end.Outcome).Set(row => row.SettledAt, end.At)
            .Set(row => row.ClaimedUntil, (DateTimeOffset?)null)
            .UpdateAsync(ct) == 1;

    /// <summary>Lets a mail wait, unless somebody else has taken it meanwhile.</summary>
    public static Task Postpone(this NotificationsDb db, MailRow mail, MailClaim claim, string outcome, DateTimeOffset until, CancellationToken ct) =>
        db.Mails
            .Where(row => row.Id == mail.Id && row.State == MailState.Pending && row.ClaimedBy == claim.By && row.Attempts == mail.Attempts + 1)
            .Set(row => row.DueAt, until).Set(row => row.Outcome, outcome).Set(row => row.ClaimedUntil, (DateTimeOffset?)null)
            .UpdateAsync(ct);
}

/// <summary>Who works on a mail, and until when the others leave it to him.</summary>
internal sealed record MailClaim(string By, DateTimeOffset Until);

/// <summary>How a mail ended.</summary>
/// <param name="Outcome">A code, never an address.</param>
internal sealed record MailEnd(MailState State, string Outcome, DateTimeOffset At);
