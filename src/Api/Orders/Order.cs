using System.Text.Json.Serialization;
using GigGatek.Api.Carts;

namespace GigGatek.Api.Orders;

/// <summary>How an order stands.</summary>
[JsonConverter(typeof(ApiEnum<OrderState>))]
public enum OrderState
{
    /// <summary>Placed; its units are held, and it can be paid until payBefore.</summary>
    AwaitingPayment = Contracts.Ordering.OrderState.AwaitingPayment,

    /// <summary>The money is here; the units are being taken.</summary>
    PaymentReceived = Contracts.Ordering.OrderState.PaymentReceived,

    /// <summary>Paid, and the units are yours.</summary>
    Paid = Contracts.Ordering.OrderState.Paid,

    /// <summary>Handed to the carrier.</summary>
    Shipped = Contracts.Ordering.OrderState.Shipped,

    /// <summary>Called off; money that had come goes back.</summary>
    Cancelled = Contracts.Ordering.OrderState.Cancelled,

    /// <summary>Not paid in time.</summary>
    Expired = Contracts.Ordering.OrderState.Expired,
}

/// <summary>An order of your account.</summary>
/// <param name="Number">Its name in addresses, and what people say on the phone.</param>
/// <param name="Url">Its page. Whoever has the link sees the order, so give it to nobody but the buyer.</param>
/// <param name="PayBefore">Until then it can be paid.</param>
/// <param name="EndReason">Why it was cancelled; null otherwise.</param>
public sealed record Order(
    string Number,
    Uri Url,
    OrderState State,
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
    OrderPayment Payment,
    Shipment? Shipment,
    string? EndReason,
    IReadOnlyList<OrderStep> Steps)
{
    internal static Order Of(Contracts.Ordering.Order order, ShopAddress shop) => new(
        order.Number, shop.OfOrder(order.Secret), (OrderState)order.State, Contact.Of(order.Contact), Address.Of(order.Address), [.. order.Lines.Select(QuoteLine.Of)],
        Money.Of(order.Subtotal), order.DiscountCode, Money.Of(order.Discount), order.ShippingName, Money.Of(order.Shipping), [.. order.Taxes.Select(TaxLine.Of)],
        Money.Of(order.Tax), Money.Of(order.Total), Money.Of(order.Refunded), order.PlacedAt, order.PayBefore, OrderPayment.Of(order.Payment, shop),
        order.Shipment is { } shipment ? Shipment.Of(shipment) : null, order.EndReason, [.. order.Steps.Select(OrderStep.Of)]);
}

/// <summary>How its payment stands.</summary>
/// <param name="ActionUrl">The bank wants the buyer: lead him there. It leads back to the page of the order. Null otherwise.</param>
/// <param name="InProgress">The provider has not decided yet: ask for the order again.</param>
/// <param name="Problem">Why the last attempt failed, as a sentence; null otherwise.</param>
public sealed record OrderPayment(Uri? ActionUrl, bool InProgress, string? Problem, Money Captured)
{
    internal static OrderPayment Of(Contracts.Ordering.OrderPayment payment, ShopAddress shop) =>
        new(payment is { NeedsAction: true, ActionUrl: { } url } ? shop.Of(url) : null, payment.InProgress, payment.Problem, Money.Of(payment.Captured));
}

/// <summary>How it travels.</summary>
/// <param name="TrackingUrl">The carrier's page of it; null where the shop knows none.</param>
public sealed record Shipment(string Carrier, string TrackingNumber, Uri? TrackingUrl, DateTimeOffset ShippedAt)
{
    internal static Shipment Of(Contracts.Ordering.Shipment shipment) =>
        new(shipment.Carrier, shipment.TrackingNumber, shipment.TrackingUrl is { } url ? new Uri(url) : null, shipment.ShippedAt);
}

/// <summary>Something that happened to it, in words.</summary>
public sealed record OrderStep(string What, DateTimeOffset At)
{
    internal static OrderStep Of(Contracts.Ordering.OrderStep step) => new(step.What, step.At);
}

/// <summary>An order in a list.</summary>
public sealed record OrderSummary(string Number, OrderState State, Money Total, Money Refunded, int Units, DateTimeOffset PlacedAt)
{
    internal static OrderSummary Of(Contracts.Ordering.OrderSummary order) =>
        new(order.Number, (OrderState)order.State, Money.Of(order.Total), Money.Of(order.Refunded), order.Units, order.PlacedAt);
}

/// <summary>An order to be placed.</summary>
/// <param name="Cart">The id of the cart.</param>
/// <param name="Quote">The token of its quote.</param>
public sealed record NewOrder(string Cart, string Quote);

/// <summary>A payment to be made.</summary>
/// <param name="Method">The payment provider's token of a payment method. The test provider takes its own card numbers, which the shop's payment page lists.</param>
public sealed record NewPayment(string Method);
