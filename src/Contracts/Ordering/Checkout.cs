namespace GigGatek.Contracts.Ordering;

/// <summary>Where it goes. Personal: stored encrypted, never logged.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Region">State or province, where the country's addresses have one; US states as two letters.</param>
/// <param name="CountryName">The country as people write it. The shop fills it in; what a visitor hands in is ignored.</param>
public sealed record Address(
    string Name, string Line1, string? Line2, string City, string? Region, string PostalCode, string Country, string CountryName = "");

/// <summary>Who buys. Personal.</summary>
public sealed record Contact(string Email, string? Phone);

/// <summary>A way of shipping, with its price for this cart and address.</summary>
/// <param name="Code"><c>standard</c>.</param>
public sealed record ShippingChoice(string Code, string Name, string Promise, Money Price, bool Selected);

/// <summary>What the shopper has told so far. Parts are null until given.</summary>
public sealed record CheckoutDetails(Contact? Contact, Address? Address, string? ShippingCode);

/// <summary>One line of a quote or of an order.</summary>
/// <param name="Discount">This line's part of the order's discount, positive.</param>
/// <param name="Tax">This line's tax; zero where tax is rounded on the whole order.</param>
public sealed record QuoteLine(string Sku, string ProductSlug, string Name, Catalog.Grade Grade, int Quantity, Money Price, Money Discount, Money Total, Money Tax);

/// <summary>A tax and what it comes to.</summary>
/// <param name="RateBasisPoints">Hundredths of a percent: 825 is 8.25 %.</param>
/// <param name="Included">True where prices already contain it.</param>
public sealed record TaxLine(string Name, int RateBasisPoints, Money Amount, bool Included);

/// <summary>
/// What the order will cost, computed once. What is charged equals the quote that the shopper saw;
/// a change of price, stock, tax or code needs a new one and a new consent.
/// </summary>
/// <param name="Token">Signed; hand it back to place the order.</param>
/// <param name="Total">Subtotal − discount + shipping + tax that is not included.</param>
public sealed record Quote(
    long Id,
    IReadOnlyList<QuoteLine> Lines,
    Money Subtotal,
    string? DiscountCode,
    Money Discount,
    ShippingChoice Shipping,
    IReadOnlyList<TaxLine> Taxes,
    Money Tax,
    Money Total,
    DateTimeOffset ExpiresAt,
    string Token);

/// <summary>An order exists and waits for its payment.</summary>
/// <param name="Secret">Unguessable; its status page is reached by it alone.</param>
public sealed record OrderPlacement(long OrderId, string Number, string Secret);

/// <summary>From cart to order.</summary>
public interface ICheckout
{
    /// <summary>What was given so far; null without a cart that has lines.</summary>
    Task<CheckoutDetails?> FindAsync(string cartId, CancellationToken ct);

    /// <summary>Countries (code and name) that the shop ships to, for the address form.</summary>
    Task<IReadOnlyList<ShippingCountry>> ListCountriesAsync(CancellationToken ct);

    /// <summary>Keeps contact and address. Refuses with the field's name.</summary>
    Task<Result> SetAddressAsync(string cartId, Contact contact, Address address, CancellationToken ct);

    /// <summary>Ways of shipping for this cart and address, cheapest first; empty when the address is missing.</summary>
    Task<IReadOnlyList<ShippingChoice>> ListShippingAsync(string cartId, CancellationToken ct);

    /// <summary>Chooses one.</summary>
    Task<Result> SetShippingAsync(string cartId, string code, CancellationToken ct);

    /// <summary>Computes and signs what it costs now. Refuses with <c>details_missing</c> or <c>sold_out</c>.</summary>
    Task<Result<Quote>> QuoteAsync(string cartId, CancellationToken ct);

    /// <summary>
    /// Places the order that the quote describes: reserves the stock, writes the order, opens the payment.
    /// The same quote again answers the same order, so a double click is harmless.
    /// Refuses with <c>quote_expired</c>, <c>price_changed</c> (ask again with a new quote), <c>sold_out</c>.
    /// </summary>
    /// <param name="customerId">The signed-in customer, or null for a guest.</param>
    Task<Result<OrderPlacement>> PlaceAsync(string cartId, string quoteToken, long? customerId, CancellationToken ct);
}

/// <summary>A country that the shop ships to.</summary>
/// <param name="Regions">Two-letter codes of its states where the tax depends on them; empty otherwise.</param>
public sealed record ShippingCountry(string Code, string Name, IReadOnlyList<string> Regions);
