namespace GigGatek.Contracts.Payments;

/// <summary>The states of a payment; the legal moves stand in one table of the payments module.</summary>
public enum PaymentState
{
    /// <summary>Opened; the shopper has not paid yet, or the last try was declined.</summary>
    Open,

    /// <summary>The provider has been asked and has not answered.</summary>
    Processing,

    /// <summary>The bank wants the shopper (3-D Secure).</summary>
    RequiresAction,

    /// <summary>The money is captured.</summary>
    Succeeded,

    /// <summary>Closed before any money came.</summary>
    Cancelled,
}

/// <summary>Opens the payment of an order. Again with the same id: the same payment.</summary>
/// <param name="PaymentId">Chosen by the caller: the order's id.</param>
/// <param name="Reference">The order's number, for the provider's statement.</param>
public sealed record OpenPayment(long PaymentId, string Reference, Money Amount);

/// <summary>A payment as it stands.</summary>
/// <param name="Problem">Why the last try failed, as a sentence for the shopper.</param>
/// <param name="Captured">What came in: zero or the whole amount.</param>
/// <param name="Refunded">What went back, refunds under way included.</param>
public sealed record Payment(
    long Id, string Reference, Money Amount, PaymentState State, string? ActionUrl, string? Problem, Money Captured, Money Refunded);

/// <summary>Asks for money to go back.</summary>
/// <param name="RefundId">Chosen by the caller; the same id again does nothing twice.</param>
public sealed record RefundPayment(long RefundId, long PaymentId, Money Amount, string Reason);

/// <summary>How a refund stands.</summary>
public enum RefundState
{
    /// <summary>Written down; the provider is being asked, again if need be.</summary>
    Pending,

    /// <summary>The money went back. A bank may still send it back, days later: then it failed.</summary>
    Succeeded,

    /// <summary>The provider refused for good; a person must look.</summary>
    Failed,
}

/// <summary>A refund as it stands.</summary>
public sealed record Refund(long Id, long PaymentId, Money Amount, RefundState State, string? Problem);

/// <summary>How the payment page takes the card's details.</summary>
/// <param name="Provider">Who takes the money: <c>test</c> or <c>stripe</c>.</param>
/// <param name="Fields">The provider's own fields, in a frame of its own, so that no card number comes near the shop. Null for the test provider, whose numbers are no cards.</param>
public sealed record PaymentForm(string Provider, HostedFields? Fields);

/// <summary>Fields that a provider puts into the payment page, and what the page's policy must let in for them.</summary>
/// <param name="PublishableKey">Says whose page it is; not secret.</param>
/// <param name="ScriptUrl">Absolute. Of the provider's own host, as it demands.</param>
/// <param name="ScriptHosts">Origins as a content security policy names them.</param>
/// <param name="FrameHosts">The same for frames.</param>
/// <param name="ConnectHosts">The same for calls that the script makes.</param>
/// <param name="EnforcesTrustedTypes">False: the browser only tells what Trusted Types would have stopped on the page.</param>
public sealed record HostedFields(
    string PublishableKey, string ScriptUrl, IReadOnlyList<string> ScriptHosts, IReadOnlyList<string> FrameHosts, IReadOnlyList<string> ConnectHosts, bool EnforcesTrustedTypes);

/// <summary>
/// Charges and refunds through whichever provider is configured. Page, webhook and reconciler call the same idempotent
/// transitions; the provider's own record decides, not the order in which messages arrive.
/// </summary>
public interface IPayments
{
    /// <summary>Opens a payment; idempotent by its id.</summary>
    Task<Payment> OpenAsync(OpenPayment request, CancellationToken ct);

    /// <summary>Null when there is none.</summary>
    Task<Payment?> FindAsync(long paymentId, CancellationToken ct);

    /// <summary>Those that exist, in one statement.</summary>
    Task<IReadOnlyList<Payment>> FindManyAsync(IReadOnlyList<long> paymentIds, CancellationToken ct);

    /// <summary>
    /// Tries to take the money. A decline leaves it open with a problem; a provider that does not answer leaves it
    /// processing, to be settled by webhook or <see cref="RefreshAsync"/>. Unknown ids: null.
    /// </summary>
    /// <param name="method">The provider's token of a payment method.</param>
    /// <param name="returnUrl">Absolute; where the bank sends the shopper back to.</param>
    Task<Payment?> ConfirmAsync(long paymentId, string method, string returnUrl, CancellationToken ct);

    /// <summary>Fetches the provider's own record and moves the payment accordingly.</summary>
    Task<Payment?> RefreshAsync(long paymentId, CancellationToken ct);

    /// <summary>Closes an unpaid payment at the provider. The answer tells who was first: cancelled, or succeeded after all.</summary>
    Task<Payment?> CancelAsync(long paymentId, CancellationToken ct);

    /// <summary>Writes the refund down and tries it at once. Refuses more than captured minus refunded.</summary>
    Task<Result<Refund>> RefundAsync(RefundPayment request, CancellationToken ct);

    /// <summary>The disputes of a payment, oldest first. One statement.</summary>
    Task<IReadOnlyList<Dispute>> ListDisputesAsync(long paymentId, CancellationToken ct);

    /// <summary>What the payment page shows. No statement.</summary>
    Task<PaymentForm> FindFormAsync(CancellationToken ct);
}

/// <summary>The money of a payment is captured.</summary>
public sealed record PaymentSucceeded(long PaymentId, Money Amount, DateTimeOffset At) : IEvent;

/// <summary>A refund went through.</summary>
public sealed record RefundSucceeded(long RefundId, long PaymentId, Money Amount, DateTimeOffset At) : IEvent;

/// <summary>A refund was refused by the provider for good.</summary>
public sealed record RefundFailed(long RefundId, long PaymentId, Money Amount, string Problem, DateTimeOffset At) : IEvent;
