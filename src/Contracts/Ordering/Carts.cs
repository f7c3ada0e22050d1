using GigGatek.Contracts.Catalog;

namespace GigGatek.Contracts.Ordering;

/// <summary>A line of a cart with today's price.</summary>
/// <param name="Price">For one; null when it is not for sale any more.</param>
/// <param name="Available">How many could be bought now.</param>
/// <param name="PriceWhenAdded">To tell the shopper when it has changed since.</param>
public sealed record CartLine(
    string Sku, string ProductSlug, string Name, string CategorySlug, Grade Grade, int Quantity, Money? Price, Money? PriceWhenAdded, int Available, int WarrantyMonths)
{
    /// <summary>True when it cannot be checked out as it stands.</summary>
    public bool IsShort => Price is null || Available < Quantity;
}

/// <summary>A cart. Its id is a secret: whoever has it, has the cart.</summary>
/// <param name="Subtotal">Of what can be bought, before discount, shipping and tax.</param>
/// <param name="Discount">What the code takes off now, as a positive amount; zero without one.</param>
/// <param name="DiscountNote">Why a code does not apply, or what it does.</param>
public sealed record Cart(
    string Id, IReadOnlyList<CartLine> Lines, Money Subtotal, string? DiscountCode, Money Discount, string? DiscountNote)
{
    /// <summary>Units in the cart.</summary>
    public int Count => Lines.Sum(line => line.Quantity);
}

/// <summary>What changed, for the page that answers and for the badge.</summary>
/// <param name="CartId">The cart's id: new when there was none.</param>
/// <param name="Count">Units in the cart now.</param>
public sealed record CartChanged(string CartId, int Count);

/// <summary>Carts live on the server and survive restarts; an empty visit makes none.</summary>
public interface ICarts
{
    /// <summary>Null when there is no such cart. Statements do not grow with its lines.</summary>
    Task<Cart?> FindAsync(string cartId, CancellationToken ct);

    /// <summary>Units in a cart, 0 for none. One statement.</summary>
    Task<int> CountAsync(string cartId, CancellationToken ct);

    /// <summary>
    /// Adds units of a SKU, making the cart when <paramref name="cartId"/> is null or unknown. At most four statements.
    /// Refuses unknown SKUs, quantities outside 1 to 20, and more than 50 lines.
    /// </summary>
    Task<Result<CartChanged>> AddAsync(string? cartId, string sku, int quantity, CancellationToken ct);

    /// <summary>Sets a line's quantity; 0 removes it.</summary>
    Task<Result<CartChanged>> SetQuantityAsync(string cartId, string sku, int quantity, CancellationToken ct);

    /// <summary>Applies a code, or removes it when null. Refuses unknown, expired and used-up codes with the reason.</summary>
    Task<Result> SetDiscountAsync(string cartId, string? code, CancellationToken ct);

    /// <summary>
    /// After signing in: the guest's lines join the customer's cart (the larger quantity wins on the same SKU).
    /// Answers the id of the cart to use from now on, or null when there is neither.
    /// </summary>
    Task<string?> MergeAsync(string? guestCartId, long customerId, CancellationToken ct);
}
