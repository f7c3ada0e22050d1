using System.Globalization;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Logging;

namespace GigGatek.Payments.Charges;

/// <summary>Closes an unpaid payment. The provider decides who was first, the shopper's money or this.</summary>
internal sealed partial class CancelPaymentHandler(
    Sessions<PaymentsDb> sessions, IPaymentProvider provider, SettlePayment settle, TimeProvider clock, ILogger<CancelPaymentHandler> log)
{
    public async Task<PaymentRow?> Handle(long paymentId, CancellationToken ct)
    {
        var payment = await Find(paymentId, ct);
        while (payment is { Intent: null, IsSettled: false })
        {
            var cancelled = Cancelled(payment);
            if (await sessions.RepeatAsync(db => db.TryMove(payment, cancelled, ct), ct))
            {
                return cancelled;    // the provider never heard of it
            }

            payment = await Find(paymentId, ct);
        }

        return payment is null || payment.IsSettled ? payment : await CancelAtProvider(payment, ct);
    }

    private PaymentRow Cancelled(PaymentRow payment) =>
        payment with { State = PaymentState.Cancelled, Version = payment.Version + 1, ChangedAt = clock.GetUtcNow(), CheckAt = null };

    private async Task<PaymentRow> CancelAtProvider(PaymentRow payment, CancellationToken ct)
    {
        try
        {
            // The version is in the key because a refusal (still processing) must not answer the next try as well.
            var key = string.Create(CultureInfo.InvariantCulture, $"cancel-{payment.Id}-{payment.Version}");
            return await settle.Handle(payment, await provider.CancelAsync(key, payment.Intent!, ct), null, ct);
        }
        catch (ProviderUnavailableException failure)
        {
            LogUnavailable(failure, payment.Id);
            return payment;
        }
    }

    private async Task<PaymentRow?> Find(long id, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.FindPayment(id, ct);
    }

    [LoggerMessage(LogLevel.Warning, "The payment provider did not answer whether payment {PaymentId} is cancelled")]
    private partial void LogUnavailable(Exception failure, long paymentId);
}
