using GigGatek.Contracts;

namespace GigGatek.Ordering.Checkout;

/// <summary>How a checkout is refused.</summary>
internal static class CheckoutErrors
{
    public static Error QuoteExpired { get; } =
        Error.Conflict("quote_expired", "This summary is too old to order from. Look at the fresh one and order again.");

    public static Error PriceChanged { get; } =
        Error.Conflict("price_changed", "Something has changed since you saw the summary: a price, the tax, a code or your details. Look at the fresh one and order again.");

    public static Error DetailsMissing(string sentence) => Error.Invalid("details_missing", sentence);

    public static Error SoldOut(string name, int available) => Error.Conflict(
        "sold_out",
        available > 0
            ? $"Only {available} of “{name}” {(available == 1 ? "is" : "are")} left. Change the quantity in your cart, then order again."
            : $"“{name}” has been sold out meanwhile. Take it out of your cart, then order the rest.");
}
