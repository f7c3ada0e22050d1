using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Notifications.Queue;

/// <summary>
/// Which news become a mail, each once. A placed order is none of them: its shopper stands on the page that pays, and
/// the mail of the payment, or of its absence, follows within minutes (docs/decisions/0007).
/// </summary>
internal sealed partial class QueueMails(
    Sessions<NotificationsDb> sessions, Ids ids, IOptions<NotificationsOptions> options, TimeProvider clock, ILogger<QueueMails> log) :
    IEventHandler<ConfirmationRequested>,
    IEventHandler<RegistrationRepeated>,
    IEventHandler<ResetRequested>,
    IEventHandler<SecondFactorReported>,
    IEventHandler<OrderPaid>,
    IEventHandler<OrderShipped>,
    IEventHandler<OrderCancelled>,
    IEventHandler<OrderExpired>,
    IEventHandler<OrderRefunded>,
    IEventHandler<RefundFailed>,
    IEventHandler<PaymentDisputed>
{
    public Task HandleAsync(ConfirmationRequested happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForAccount(MailKind.ConfirmAddress, happened.UserId, context), context, ct);

    public Task HandleAsync(RegistrationRepeated happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForAccount(MailKind.RegistrationRepeated, happened.UserId, context), context, ct);

    public Task HandleAsync(ResetRequested happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForAccount(MailKind.ResetPassword, happened.UserId, context), context, ct);

    public Task HandleAsync(SecondFactorReported happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForAccount(KindOf(happened.What), happened.UserId, context), context, ct);

    public Task HandleAsync(OrderPaid happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForOrder(MailKind.OrderPaid, happened.OrderId), context, ct);

    public Task HandleAsync(OrderShipped happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForOrder(MailKind.OrderShipped, happened.OrderId), context, ct);

    public Task HandleAsync(OrderCancelled happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForOrder(MailKind.OrderCancelled, happened.OrderId), context, ct);

    public Task HandleAsync(OrderExpired happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForOrder(MailKind.OrderExpired, happened.OrderId), context, ct);

    public Task HandleAsync(OrderRefunded happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForRefund(happened.OrderId, happened.RefundId, happened.Amount), context, ct);

    public Task HandleAsync(RefundFailed happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForRefusal(happened), context, ct);

    public Task HandleAsync(PaymentDisputed happened, EventContext context, CancellationToken ct) =>
        Queue(NewMail.ForDispute(happened), context, ct);

    private static MailKind KindOf(SecondFactorNews news) => news switch
    {
        SecondFactorNews.TurnedOn => MailKind.SecondFactorOn,
        SecondFactorNews.TurnedOff => MailKind.SecondFactorOff,
        SecondFactorNews.CodesRenewed => MailKind.RecoveryCodesRenewed,
        SecondFactorNews.CodeUsed => MailKind.RecoveryCodeUsed,
        SecondFactorNews.Guessed => MailKind.SecondFactorGuessed,
        _ => throw new InvalidOperationException($"Nobody has written a letter for {news}."),
    };

    /// <summary>
    /// The news are the key, so an event that comes twice finds its mail there and needs no note in the inbox. Two with the same news at
    /// once: the unique key refuses one, which runs again and finds the other.
    /// </summary>
    private Task Queue(NewMail mail, EventContext context, CancellationToken ct)
    {
        // Whether it was told already, nobody knows any more: SweepMails has taken the note away.
        if (clock.GetUtcNow() - context.OccurredAt >= TimeSpan.FromDays(options.Value.KeepDays))
        {
            LogTooOld(mail.Kind, mail.SubjectId, context.EventId);
            return Task.CompletedTask;
        }

        return sessions.RepeatAsync(
            async db =>
            {
                if (!await db.Mails.AnyAsync(row => row.DedupeKey == mail.DedupeKey, ct))
                {
                    await db.InsertAsync(NewRow(mail), token: ct);
                }
            },
            ct);
    }

    private MailRow NewRow(NewMail mail)
    {
        var now = clock.GetUtcNow();
        return new MailRow
        {
            Id = ids.Next(),
            Kind = mail.Kind,
            SubjectId = mail.SubjectId,
            Amount = mail.Amount?.Minor,
            Currency = mail.Amount?.Currency,
            DedupeKey = mail.DedupeKey,
            State = MailState.Pending,
            QueuedAt = now,
            DueAt = now,
        };
    }

    [LoggerMessage(LogLevel.Warning, "No mail {Kind} about {SubjectId}: the news of event {EventId} are too old to tell")]
    private partial void LogTooOld(MailKind kind, long subjectId, string eventId);
}
