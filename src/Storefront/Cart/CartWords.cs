using GigGatek.Contracts.Ordering;
using GigGatek.Storefront.Words;

namespace GigGatek.Storefront.Cart;

/// <summary>What has changed about a line since it was put into the cart, in sentences.</summary>
internal static class CartWords
{
    /// <summary>Why the line cannot be bought as it stands, and what would help; null when it can.</summary>
    public static string? Obstacle(CartLine line) => line switch
    {
        { Price: null } => "Not for sale any more. Remove it to check out.",
        { Available: <= 0 } => "Sold out since you added it. Remove it to check out, or keep it here in case one comes back.",
        { IsShort: true } => $"Only {Say.Number(line.Available)} left. Lower the quantity to check out.",
        _ => null,
    };

    /// <summary>That the price moved, with both figures; null when it did not.</summary>
    public static string? PriceChange(CartLine line) =>
        line is { Price: { } now, PriceWhenAdded: { } then } && now.Currency == then.Currency && now != then
            ? $"The price {(now < then ? "fell" : "rose")} from {Say.Money(then)} to {Say.Money(now)} since you added it."
            : null;
}
