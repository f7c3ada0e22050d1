using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using Stripe;
using StripeDispute = Stripe.Dispute;
using StripeRefund = Stripe.Refund;

namespace GigGatek.Payments.Providers.Stripe;

/// <summary>Stripe's words in the shop's.</summary>
internal static class StripeRecords
{
    /// <summary>The name under which a refund carries the key that it was asked for with.</summary>
    public const string RefundKey = "giggatek_key";

    public static IntentRecord Of(PaymentIntent intent) => new(
        intent.Id,
        intent.Status switch
        {
            "succeeded" => PaymentState.Succeeded,
            "canceled" => PaymentState.Cancelled,
            "requires_action" => PaymentState.RequiresAction,
            "processing" or "requires_capture" => PaymentState.Processing,
            _ => PaymentState.Open,    // requires_payment_method, requires_confirmation
        },
        new Money(intent.Status == "succeeded" ? intent.AmountReceived : 0, intent.Currency.ToUpperInvariant()),
        intent.NextAction?.RedirectToUrl?.Url,
        intent.LastPaymentError is { } error ? StripeSentences.WhyDeclined(error.DeclineCode ?? error.Code) : null);

    public static ProviderRefund Of(StripeRefund refund) => refund.Status switch
    {
        "succeeded" => new ProviderRefund(refund.Id, RefundState.Succeeded, null),
        "failed" or "canceled" => new ProviderRefund(refund.Id, RefundState.Failed, StripeSentences.WhyRefundFailed(refund.FailureReason)),
        _ => new ProviderRefund(refund.Id, RefundState.Pending, null),
    };

    public static ReportedRefund Reported(StripeRefund refund) =>
        new(Of(refund), refund.Metadata?.GetValueOrDefault(RefundKey), new Money(refund.Amount, refund.Currency.ToUpperInvariant()));

    public static ProviderDispute Of(StripeDispute dispute) => new(
        dispute.Id,
        dispute.Status switch
        {
            "won" or "prevented" => DisputeState.Won,
            "lost" => DisputeState.Lost,
            "warning_closed" => DisputeState.Closed,
            "warning_needs_response" or "warning_under_review" => DisputeState.Inquiry,
            _ => DisputeState.Open,    // needs_response, under_review
        },
        new Money(dispute.Amount, dispute.Currency.ToUpperInvariant()),
        dispute.Reason ?? "general",
        dispute.EvidenceDetails?.DueBy is { } dueBy ? new DateTimeOffset(DateTime.SpecifyKind(dueBy, DateTimeKind.Utc)) : null,
        new DateTimeOffset(DateTime.SpecifyKind(dispute.Created, DateTimeKind.Utc)));

    /// <summary>The confirmation of a try; null when its method is none of Stripe's. The bank's question comes as an address, not as work for a script.</summary>
    public static PaymentIntentConfirmOptions? Method(IntentConfirmation confirmation)
    {
        var options = new PaymentIntentConfirmOptions { ReturnUrl = confirmation.ReturnUrl, UseStripeSdk = false };
        if (confirmation.Method.StartsWith("ctoken_", StringComparison.Ordinal))
        {
            options.ConfirmationToken = confirmation.Method;
        }
        else if (confirmation.Method.StartsWith("pm_", StringComparison.Ordinal))
        {
            options.PaymentMethod = confirmation.Method;
        }
        else
        {
            return null;
        }

        return options;
    }
}
