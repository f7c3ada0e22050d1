using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Logging;

namespace GigGatek.Payments.Charges;

/// <summary>Fetches the provider's own record and settles it. A provider that does not answer changes nothing.</summary>
internal sealed partial class RefreshPaymentHandler(
    Sessions<PaymentsDb> sessions, IPaymentProvider provider, SettlePayment settle, ILogger<RefreshPaymentHandler> log)
{
    public async Task<PaymentRow?> Handle(long paymentId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var payment = await db.FindPayment(paymentId, ct);
        return payment is null ? null : await Handle(payment, ct);
    }

    public async Task<PaymentRow> Handle(PaymentRow payment, CancellationToken ct)
    {
        if (payment.IsSettled || payment.Intent is null)
        {
            return payment;
        }

        try
        {
            return await settle.Handle(payment, await provider.GetAsync(payment.Intent, ct), null, ct);
        }
        catch (ProviderUnavailableException failure)
        {
            LogUnavailable(failure, payment.Id);
            return payment;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The payment provider did not answer about payment {PaymentId}; it will be asked again")]
    private partial void LogUnavailable(Exception failure, long paymentId);
}
