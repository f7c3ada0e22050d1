using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Notifications.Queue;

/// <summary>
/// A mail that hangs is somebody who waits for a link. Addresses that a server refused for good are no finding: the shopper
/// mistyped, and nothing here would ever become right again.
/// </summary>
internal sealed class MailsMoveOn(Sessions<NotificationsDb> sessions, TimeProvider clock) : IInvariant
{
    private static readonly TimeSpan Untouched = TimeSpan.FromHours(1);
    private static readonly TimeSpan Stuck = TimeSpan.FromDays(1);

    public string Sentence => "Every mail that is due is being tried, and none has been waiting for more than a day.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (untouched, stuck) = (now - Untouched, now - Stuck);
        await using var db = sessions.ReadWhole();
        var late = await db.Mails
            .Where(mail => mail.State == MailState.Pending && (mail.DueAt < untouched || mail.QueuedAt < stuck))
            .OrderBy(mail => mail.QueuedAt).ThenBy(mail => mail.Id).Take(20).ToListAsync(ct);
        return new InvariantReport(await db.Mails.LongCountAsync(ct), [.. late.Select(mail => Finding(mail, stuck))]);
    }

    private static string Finding(MailRow mail, DateTimeOffset stuck) =>
        mail.Attempts > 0 && mail.QueuedAt < stuck
            ? $"Mail {mail.Id} ({mail.Kind} {mail.SubjectId}) has been tried for more than a day, {mail.Attempts} times; the last try ended with {mail.Outcome ?? "no answer"}."
            : $"Mail {mail.Id} ({mail.Kind} {mail.SubjectId}) has been due for more than an hour and nobody tries to send it.";
}
