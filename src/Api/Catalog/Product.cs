namespace GigGatek.Api.Catalog;

/// <summary>What can be bought: a product in one grade.</summary>
/// <param name="Sku">What goes into carts. Unique.</param>
/// <param name="Price">Null: known, not for sale now.</param>
/// <param name="Available">Units that nobody has reserved.</param>
public sealed record Variant(string Sku, Grade Grade, Money? Price, int Available, int WarrantyMonths)
{
    internal static Variant Of(Contracts.Catalog.Variant variant) =>
        new(variant.Sku, (Grade)variant.Grade, Money.Of(variant.Price), variant.Available, variant.WarrantyMonths);
}

/// <summary>A product with its variants.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Category">The slug of its category.</param>
/// <param name="Url">Its page in the shop.</param>
/// <param name="NewPrice">What it costs new; null when unknown.</param>
/// <param name="Variants">By grade, best first.</param>
public sealed record Product(
    string Slug,
    string Name,
    string Brand,
    string Category,
    string Description,
    Uri Url,
    Money? NewPrice,
    IReadOnlyList<ProductAttribute> Attributes,
    IReadOnlyList<Variant> Variants,
    DateTimeOffset UpdatedAt)
{
    internal static Product Of(Contracts.Catalog.Product product, ShopAddress shop) => new(
        product.Slug, product.Name, product.Brand, product.CategorySlug, product.Description, shop.OfProduct(product.Slug), Money.Of(product.NewPrice),
        [.. product.Attributes.Select(ProductAttribute.Of)], [.. product.Variants.Select(Variant.Of)], product.UpdatedAt);
}

/// <summary>A product in a list.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Category">The slug of its category.</param>
/// <param name="Url">Its page in the shop.</param>
/// <param name="PriceFrom">
/// The lowest price of a variant that can be bought now; of any priced one when none can; null when none has a price. In a list
/// that was narrowed to grades, the lowest among those.
/// </param>
/// <param name="NewPrice">What it costs new; null when unknown.</param>
/// <param name="Grades">Those in stock, best first.</param>
public sealed record ProductSummary(
    string Slug,
    string Name,
    string Brand,
    string Category,
    Uri Url,
    Money? PriceFrom,
    Money? NewPrice,
    IReadOnlyList<Grade> Grades,
    IReadOnlyList<ProductAttribute> Attributes)
{
    internal static ProductSummary Of(Contracts.Catalog.ProductCard card, ShopAddress shop) => new(
        card.Slug, card.Name, card.Brand, card.CategorySlug, shop.OfProduct(card.Slug), Money.Of(card.PriceFrom), Money.Of(card.NewPrice),
        [.. card.Grades.Select(grade => (Grade)grade)], [.. card.Attributes.Select(ProductAttribute.Of)]);
}

/// <summary>One page of the products that match.</summary>
/// <param name="Next">The cursor of the next page: hand it back as it is. Null on the last page.</param>
/// <param name="Total">How many products match.</param>
/// <param name="CorrectedText">What was searched instead, when the words as typed found nothing.</param>
public sealed record ProductListing(IReadOnlyList<ProductSummary> Items, string? Next, int Total, string? CorrectedText);

/// <summary>Price and stock of a SKU at this moment.</summary>
/// <param name="Product">The slug of its product.</param>
/// <param name="Price">Null: known, not for sale now.</param>
/// <param name="Available">Units that nobody has reserved.</param>
public sealed record Offer(string Sku, string Product, string Name, Grade Grade, Money? Price, int Available, int WarrantyMonths)
{
    internal static Offer Of(Contracts.Catalog.Offer offer) =>
        new(offer.Sku, offer.ProductSlug, offer.Name, (Grade)offer.Grade, Money.Of(offer.Price), offer.Available, offer.WarrantyMonths);
}
