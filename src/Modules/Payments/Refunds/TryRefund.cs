using System.Globalization;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Logging;

namespace GigGatek.Payments.Refunds;

/// <summary>Asks the provider, always with the same key, and settles what it answers.</summary>
internal sealed partial class TryRefund(Sessions<PaymentsDb> sessions, IPaymentProvider provider, SettleRefund settle, ILogger<TryRefund> log)
{
    public const string KeyPrefix = "refund-";

    public async Task<RefundRow> Handle(RefundRow refund, CancellationToken ct)
    {
        try
        {
            return await settle.Handle(refund, await Ask(refund, ct), ct);
        }
        catch (ProviderUnavailableException failure)
        {
            LogUnavailable(failure, refund.Id);
            return refund;
        }
    }

    private async Task<ProviderRefund> Ask(RefundRow refund, CancellationToken ct)
    {
        if (refund.ProviderRefund is not null)
        {
            return await provider.GetRefundAsync(refund.ProviderRefund, ct);
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{refund.Id}");
        return await FindIntent(refund.PaymentId, ct) is { } intent
            ? await provider.RefundAsync(key, intent, refund.Total, ct)
            : new ProviderRefund("", RefundState.Failed, "The payment is not known to the provider.");
    }

    private async Task<string?> FindIntent(long paymentId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return (await db.FindPayment(paymentId, ct))?.Intent;
    }

    [LoggerMessage(LogLevel.Warning, "The payment provider did not answer about refund {RefundId}; it is tried again")]
    private partial void LogUnavailable(Exception failure, long refundId);
}
