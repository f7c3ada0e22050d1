using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Payments.Providers;

/// <summary>The provider's own record of a payment, in the shop's words.</summary>
/// <param name="State">Open also after a decline: another method may be tried.</param>
/// <param name="ActionUrl">Where the bank wants the shopper, while it does.</param>
/// <param name="Problem">Why the last try was declined, as a sentence for the shopper.</param>
internal sealed record IntentRecord(string Id, PaymentState State, Money Captured, string? ActionUrl, string? Problem);

/// <summary>A try to take the money.</summary>
/// <param name="Method">The provider's token of a payment method. Secret.</param>
/// <param name="ReturnUrl">Absolute; where the bank sends the shopper back to.</param>
internal sealed record IntentConfirmation(string IntentId, string Method, string ReturnUrl);

/// <summary>The provider's own record of a refund.</summary>
internal sealed record ProviderRefund(string Id, RefundState State, string? Problem);

/// <summary>A verified message of the provider. It only says where to look.</summary>
/// <param name="IntentId">Empty when it is about no payment.</param>
/// <param name="Subject">The refund or the dispute that it is about, if any.</param>
/// <param name="At">When it happened, by the provider's clock.</param>
internal sealed record ProviderEvent(string Id, string IntentId, EventSubject? Subject = null, DateTimeOffset At = default);

/// <summary>What else than the payment itself an event is about.</summary>
internal sealed record EventSubject(EventSubjectKind Kind, string Id);

internal enum EventSubjectKind
{
    Refund,
    Dispute,
}

/// <summary>A refund that the provider told of, whoever asked for it.</summary>
/// <param name="Key">The key that it was asked for with; null when it was made on the provider's own pages.</param>
internal sealed record ReportedRefund(ProviderRefund Record, string? Key, Money Amount);

/// <summary>The provider's own record of a dispute.</summary>
internal sealed record ProviderDispute(string Id, DisputeState State, Money Amount, string Reason, DateTimeOffset? RespondBy, DateTimeOffset OpenedAt);

/// <summary>The provider did not answer, or not in time. What was asked may have happened: ask for the record.</summary>
internal sealed class ProviderUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The provider takes no payment like this one, whoever pays it. The message is a sentence for the shopper.</summary>
internal sealed class ProviderRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A company that takes money, shaped like Stripe's Payment Intents (https://docs.stripe.com/api/payment_intents).
/// Outcomes are values, a decline too; only an outage is an exception. The same idempotency key does nothing twice.
/// Never called within a database transaction.
/// </summary>
internal interface IPaymentProvider
{
    /// <summary>As in the address of its webhooks.</summary>
    string Name { get; }

    /// <summary>How its methods of payment come to be on the payment page.</summary>
    PaymentForm Form { get; }

    /// <summary>
    /// The list of what happened, for whoever missed its messages. Null for one that keeps none: it repeats a message until
    /// somebody has dealt with it.
    /// </summary>
    IProviderEvents? Events { get; }

    /// <exception cref="ProviderRefusedException">Too little, or too much.</exception>
    Task<IntentRecord> CreateIntentAsync(string idempotencyKey, Money amount, string reference, CancellationToken ct);

    /// <summary>An intent that is decided already answers its record.</summary>
    Task<IntentRecord> ConfirmAsync(string idempotencyKey, IntentConfirmation confirmation, CancellationToken ct);

    Task<IntentRecord> GetAsync(string intentId, CancellationToken ct);

    /// <summary>Answers the record: cancelled, or what it is when it is too late for that.</summary>
    Task<IntentRecord> CancelAsync(string idempotencyKey, string intentId, CancellationToken ct);

    Task<ProviderRefund> RefundAsync(string idempotencyKey, string intentId, Money amount, CancellationToken ct);

    Task<ProviderRefund> GetRefundAsync(string refundId, CancellationToken ct);

    /// <summary>Null when the message is not the provider's, or too old.</summary>
    ProviderEvent? ReadWebhook(IHeaderDictionary headers, ReadOnlyMemory<byte> body);
}

/// <summary>What a provider says has happened, to be read at any time.</summary>
internal interface IProviderEvents
{
    /// <summary>All since a time, of a page at a time, in any order; some may have been read before.</summary>
    /// <exception cref="ProviderUnavailableException">The provider does not answer.</exception>
    IAsyncEnumerable<IReadOnlyList<ProviderEvent>> ReadAsync(DateTimeOffset since, CancellationToken ct);

    /// <summary>The refund that an event was about, as it stands now.</summary>
    Task<ReportedRefund> GetRefundAsync(string refundId, CancellationToken ct);

    /// <summary>The dispute that an event was about, as it stands now.</summary>
    Task<ProviderDispute> GetDisputeAsync(string disputeId, CancellationToken ct);
}
