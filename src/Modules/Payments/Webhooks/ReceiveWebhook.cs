using System.Data.Common;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Logging;

namespace GigGatek.Payments.Webhooks;

/// <summary>
/// Takes a verified message as a hint: looks at the provider's record and settles that. So a message that comes early,
/// late, twice or out of order does no harm.
/// </summary>
internal sealed partial class ReceiveWebhookHandler(
    Sessions<PaymentsDb> sessions, IPaymentProvider provider, SettlePayment settle, TimeProvider clock, ILogger<ReceiveWebhookHandler> log)
{
    /// <summary>False when the message must be sent again.</summary>
    public async Task<bool> Handle(ProviderEvent message, CancellationToken ct)
    {
        var payment = await FindPayment(message, ct);
        if (payment is null or { IsSettled: true } || await IsKnown(message, ct))
        {
            LogIgnored(message.Id, payment?.State);    // not of this shop, or of an intent that no try has used yet; or nothing can come of it any more
            return true;
        }

        try
        {
            await settle.Handle(payment, await provider.GetAsync(message.IntentId, ct), null, ct);
        }
        catch (ProviderUnavailableException failure)
        {
            LogUnavailable(failure, message.Id, payment.Id);
            return false;
        }

        await Remember(message.Id, ct);
        return true;
    }

    private async Task<PaymentRow?> FindPayment(ProviderEvent message, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Payments.Where(row => row.Intent == message.IntentId).FindAsync(ct);
    }

    private async Task<bool> IsKnown(ProviderEvent message, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.WebhookEvents.AnyAsync(row => row.EventId == message.Id, ct);
    }

    /// <summary>Only after it was dealt with: a crash before lets the provider send it again.</summary>
    private async Task Remember(string eventId, CancellationToken ct)
    {
        try
        {
            await sessions.WriteAsync(db => db.WebhookEvents.InsertAsync(() => new WebhookEventRow { EventId = eventId, ReceivedAt = clock.GetUtcNow() }, ct), ct);
        }
        catch (DbException failure)
        {
            await using var db = sessions.Read();
            if (!await db.WebhookEvents.AnyAsync(row => row.EventId == eventId, ct))
            {
                throw;
            }

            LogTwice(failure, eventId);
        }
    }

    [LoggerMessage(LogLevel.Information, "Webhook {EventId} needs nothing (the payment is {State})")]
    private partial void LogIgnored(string eventId, PaymentState? state);

    [LoggerMessage(LogLevel.Warning, "Webhook {EventId} about payment {PaymentId} must come again: the provider's record could not be read")]
    private partial void LogUnavailable(Exception failure, string eventId, long paymentId);

    [LoggerMessage(LogLevel.Debug, "Webhook {EventId} came twice at once")]
    private partial void LogTwice(Exception failure, string eventId);
}
