using GigGatek.Api.Carts;

namespace GigGatek.Api.Orders;

/// <summary>What answers about orders look like, for the document.</summary>
internal static class OrderExamples
{
    public const string Number = "GG-7F3K-2Q9M";

    private static readonly DateTimeOffset PlacedAt = new(2026, 11, 29, 14, 5, 0, TimeSpan.Zero);
    private static readonly Quote Quote = CartExamples.Quote;
    private static readonly Money Nothing = new(0, "USD");

    public static NewOrder NewOrder { get; } = new(CartExamples.Id, Quote.Token);

    public static NewPayment NewPayment { get; } = new("pm_1PqK2n");

    public static Order Order { get; } = new(
        Number, new Uri("https://shop.example/orders/9vRkQm2t"), OrderState.AwaitingPayment, CartExamples.Contact, CartExamples.Address, Quote.Lines, Quote.Subtotal, null, Nothing,
        Quote.Shipping.Name, Quote.Shipping.Price, Quote.Taxes, Quote.Tax, Quote.Total, Nothing, PlacedAt, PlacedAt.AddMinutes(15), new OrderPayment(null, false, null, Nothing), null, null,
        [new("Ordered", PlacedAt)]);

    public static Page<OrderSummary> Orders { get; } = new([new(Number, OrderState.Paid, Quote.Total, Nothing, 2, PlacedAt)], null);
}
