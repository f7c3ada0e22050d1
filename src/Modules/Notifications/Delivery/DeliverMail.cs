using GigGatek.Notifications.Letters;
using GigGatek.Notifications.Queue;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Notifications.Delivery;

/// <summary>
/// One mail: claim, write, hand over, note how it ended. A crash between handing over and noting sends it once more, with
/// the same Message-ID; nothing can lose it.
/// </summary>
internal sealed partial class DeliverMail(
    Sessions<NotificationsDb> sessions, MailParts parts, IOptions<NotificationsOptions> options, TimeProvider clock, ILogger<DeliverMail> log)
{
    private const int LooksForSubject = 5;
    private static readonly DeliveryAnswer NothingToSay = new(Delivered.NotAnyMore, "nothing_to_say");
    private static readonly DeliveryAnswer NoSubject = new(Delivered.NotNow, "no_subject");
    private static readonly TimeSpan ClaimMargin = TimeSpan.FromMinutes(1);

    private readonly string _me = Secrets.NewToken();

    /// <summary>Null when somebody else has it.</summary>
    public async Task<Delivered?> Handle(MailRow mail, CancellationToken ct)
    {
        var patience = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);
        var claim = new MailClaim(_me, clock.GetUtcNow() + patience + ClaimMargin);
        if (!await sessions.WriteAsync(db => db.TryClaim(mail, claim, ct), ct))
        {
            return null;
        }

        var answer = await Try(mail, patience, ct);

        // Not cancelled by a shutdown: the server has the mail, and a note that is missing sends it again.
        await Note(mail, claim, answer, CancellationToken.None);
        return answer.Delivered;
    }

    private async Task<DeliveryAnswer> Try(MailRow mail, TimeSpan patience, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            return await parts.Write.Handle(mail, either.Token) switch
            {
                WrittenMail written when parts.Compose.Handle(mail, written) is { } outgoing => await parts.Transport.DeliverAsync(outgoing, either.Token),
                WrittenMail => new DeliveryAnswer(Delivered.Never, "malformed_address"),
                NotYetThere => NoSubject,
                _ => NothingToSay,
            };
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new DeliveryAnswer(Delivered.NoWayOut, "timeout");
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogBroken(failure, mail.Id, mail.Kind);
            return new DeliveryAnswer(Delivered.NotNow, "broken");
        }
    }

    private Task Note(MailRow mail, MailClaim claim, DeliveryAnswer answer, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var attempt = mail.Attempts + 1;
        return answer.Delivered switch
        {
            Delivered.Yes => Settle(mail, new MailEnd(MailState.Sent, answer.Code, now), ct),
            Delivered.Never => Settle(mail, new MailEnd(MailState.Failed, answer.Code, now), ct),

            Delivered.NotAnyMore => Settle(mail, new MailEnd(MailState.Dropped, answer.Code, now), ct),

            // A copy of the database may not have its subject yet; after a while there is none.
            _ when answer == NoSubject && attempt >= LooksForSubject => Settle(mail, new MailEnd(MailState.Dropped, answer.Code, now), ct),
            _ when now - mail.QueuedAt > TimeSpan.FromDays(options.Value.GiveUpAfterDays) => Settle(mail, new MailEnd(MailState.Failed, "gave_up", now), ct),
            _ => Postpone(mail, claim, answer.Code, now + RetrySchedule.WaitAfter(attempt), ct),
        };
    }

    private async Task Settle(MailRow mail, MailEnd end, CancellationToken ct)
    {
        if (await sessions.WriteAsync(db => db.TrySettle(mail, end, ct), ct))
        {
            LogSettled(end.State == MailState.Failed ? LogLevel.Error : LogLevel.Information, mail.Id, mail.Kind, end.State, end.Outcome);
        }
    }

    private async Task Postpone(MailRow mail, MailClaim claim, string outcome, DateTimeOffset until, CancellationToken ct)
    {
        await sessions.WriteAsync(db => db.Postpone(mail, claim, outcome, until, ct), ct);
        LogPostponed(mail.Id, mail.Kind, outcome, mail.Attempts + 1);
    }

    [LoggerMessage("Mail {MailId} ({Kind}) ended: {State}, {Outcome}")]
    private partial void LogSettled(LogLevel level, long mailId, MailKind kind, MailState state, string outcome);

    [LoggerMessage(LogLevel.Warning, "Mail {MailId} ({Kind}) was not sent: {Outcome} (attempt {Attempt}); it is tried again")]
    private partial void LogPostponed(long mailId, MailKind kind, string outcome, int attempt);

    [LoggerMessage(LogLevel.Error, "Mail {MailId} ({Kind}) could not be written")]
    private partial void LogBroken(Exception failure, long mailId, MailKind kind);
}

/// <summary>The steps of a delivery.</summary>
internal sealed record MailParts(WriteMail Write, ComposeMessage Compose, IMailTransport Transport);
