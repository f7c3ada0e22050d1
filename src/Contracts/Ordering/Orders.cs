namespace GigGatek.Contracts.Ordering;

/// <summary>The states of an order. The legal moves stand in one table of the ordering module.</summary>
public enum OrderState
{
    /// <summary>Placed; stock is held; can be paid until it expires.</summary>
    AwaitingPayment,

    /// <summary>The money is here; the stock is being taken.</summary>
    PaymentReceived,

    /// <summary>Paid and the units are ours to ship.</summary>
    Paid,

    /// <summary>Handed to the carrier.</summary>
    Shipped,

    /// <summary>Called off; money that had come was or is being refunded.</summary>
    Cancelled,

    /// <summary>Not paid in time; money that still came was or is being refunded.</summary>
    Expired,
}

/// <summary>An order in a list.</summary>
/// <param name="Number">What people say on the phone: <c>GG-7F3K-2Q9M</c>.</param>
/// <param name="Secret">For the link to its page.</param>
public sealed record OrderSummary(
    long Id, string Number, string Secret, OrderState State, Money Total, Money Refunded, int Units, DateTimeOffset PlacedAt, bool IsGuest);

/// <summary>Something that happened to the order, for its page.</summary>
public sealed record OrderStep(string What, DateTimeOffset At);

/// <summary>How a shipped order travels.</summary>
public sealed record Shipment(string Carrier, string TrackingNumber, string? TrackingUrl, DateTimeOffset ShippedAt);

/// <summary>How the payment stands, for the page that pays.</summary>
/// <param name="NeedsAction">The bank wants the shopper: lead him to <paramref name="ActionUrl"/>.</param>
/// <param name="InProgress">The provider has not decided yet, or the money is here and the order has not moved yet; the page asks again.</param>
/// <param name="Problem">Why the last attempt failed, as a sentence; null otherwise.</param>
public sealed record OrderPayment(bool NeedsAction, string? ActionUrl, bool InProgress, string? Problem, Money Captured);

/// <summary>Everything its page shows.</summary>
public sealed record Order(
    long Id,
    string Number,
    string Secret,
    OrderState State,
    long? CustomerId,
    Contact Contact,
    Address Address,
    IReadOnlyList<QuoteLine> Lines,
    Money Subtotal,
    string? DiscountCode,
    Money Discount,
    string ShippingName,
    Money Shipping,
    IReadOnlyList<TaxLine> Taxes,
    Money Tax,
    Money Total,
    Money Refunded,
    DateTimeOffset PlacedAt,
    DateTimeOffset PayBefore,
    Shipment? Shipment,
    string? EndReason,
    IReadOnlyList<OrderStep> Steps,
    OrderPayment Payment);

/// <summary>Orders as their owner sees them: by secret link, or signed in. Another's order is not found.</summary>
public interface IOrders
{
    /// <summary>By its secret link. Null when there is none.</summary>
    Task<Order?> FindBySecretAsync(string secret, CancellationToken ct);

    /// <summary>One of the customer's own; null when it is not his.</summary>
    Task<Order?> FindForCustomerAsync(long customerId, string number, CancellationToken ct);

    /// <summary>By id, for mails and other modules; never from an address that a visitor typed.</summary>
    Task<Order?> FindAsync(long orderId, CancellationToken ct);

    /// <summary>The customer's orders, newest first; 20 a page.</summary>
    Task<Page<OrderSummary>> ListForCustomerAsync(long customerId, string? cursor, CancellationToken ct);

    /// <summary>
    /// Pays. The order comes back with its new state: paid, waiting for the bank, in progress, or awaiting another try.
    /// Paying what is paid answers the paid order.
    /// </summary>
    /// <param name="method">The provider's token of a payment method; the test provider's are its card numbers.</param>
    /// <param name="returnUrl">Where the bank sends the shopper back to; absolute.</param>
    Task<Result<Order>> PayAsync(string secret, string method, string returnUrl, CancellationToken ct);

    /// <summary>Asks the payment provider for the truth and moves the order accordingly: after a return from the bank, and while waiting.</summary>
    Task<Order?> RefreshAsync(string secret, CancellationToken ct);

    /// <summary>Hands guest orders placed with a confirmed mail address to its customer. Answers how many.</summary>
    Task<int> ClaimAsync(long customerId, string confirmedEmail, CancellationToken ct);
}
