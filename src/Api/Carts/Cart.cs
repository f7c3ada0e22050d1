using GigGatek.Api.Catalog;

namespace GigGatek.Api.Carts;

/// <summary>A cart of your account, at today's prices.</summary>
/// <param name="Id">Its name in addresses. It opens nothing without your key.</param>
/// <param name="Subtotal">Of what can be bought, before discount, shipping and tax.</param>
/// <param name="DiscountCode">The code that was put on it; null without one.</param>
/// <param name="Discount">What the code takes off now; zero without one.</param>
/// <param name="DiscountNote">Why the code does not count yet, or what it does; null where there is nothing to say.</param>
public sealed record Cart(string Id, IReadOnlyList<CartLine> Lines, Money Subtotal, string? DiscountCode, Money Discount, string? DiscountNote)
{
    internal static Cart Of(OwnCart own, Contracts.Ordering.Cart cart) => new(
        own.Name, [.. cart.Lines.Select(CartLine.Of)], Money.Of(cart.Subtotal), cart.DiscountCode, Money.Of(cart.Discount), cart.DiscountNote);
}

/// <summary>So many of one SKU.</summary>
/// <param name="Product">The slug of its product; empty when the shop does not know it any more.</param>
/// <param name="Price">For one; null when it is not for sale any more.</param>
/// <param name="PriceWhenAdded">For one, when it was put in.</param>
/// <param name="Available">How many could be bought now.</param>
public sealed record CartLine(string Sku, string Product, string Name, Grade Grade, int Quantity, Money? Price, Money? PriceWhenAdded, int Available, int WarrantyMonths)
{
    internal static CartLine Of(Contracts.Ordering.CartLine line) => new(
        line.Sku, line.ProductSlug, line.Name, (Grade)line.Grade, line.Quantity, Money.Of(line.Price), Money.Of(line.PriceWhenAdded), line.Available, line.WarrantyMonths);
}

/// <summary>A cart to be made.</summary>
/// <param name="Lines">1 to 50, each SKU once.</param>
public sealed record NewCart(IReadOnlyList<NewCartLine> Lines);

/// <summary>A line of a cart to be made.</summary>
/// <param name="Quantity">1 to 20.</param>
public sealed record NewCartLine(string Sku, int Quantity);

/// <summary>How many of a SKU a cart is to hold.</summary>
/// <param name="Quantity">0 to 20; 0 takes it out.</param>
public sealed record LineQuantity(int Quantity);

/// <summary>A code to put on a cart.</summary>
/// <param name="Code">As it was given to you; small and capital letters are the same.</param>
public sealed record DiscountCode(string Code);
