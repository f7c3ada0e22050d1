namespace GigGatek.Contracts.Catalog;

/// <summary>The condition of a refurbished unit. What each grade promises is measured, see the grades page.</summary>
public enum Grade
{
    /// <summary>No marks visible at 30 cm; full function; longest warranty.</summary>
    Excellent = 1,

    /// <summary>Light marks, none on a screen or a connector; full function.</summary>
    Good = 2,

    /// <summary>Marks and wear that a photo shows; full function.</summary>
    Fair = 3,
}

/// <summary>What a grade promises, in figures.</summary>
/// <param name="Definition">One sentence that can be checked with a ruler, a lamp and a test program.</param>
public sealed record GradePromise(Grade Grade, string Name, string Definition, int WarrantyMonths);

/// <summary>How the values of an attribute behave.</summary>
public enum AttributeKind
{
    /// <summary>Words: <c>Black</c>.</summary>
    Text,

    /// <summary>One number: 16 GB.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>From a number to a number: 450 – 2,000 rpm.</summary>
    Range,

    /// <summary>Two numbers that belong together: 2 × 16 GB, 1,920 × 1,080.</summary>
    Pair,
}

/// <summary>One value, kept as what it is: numbers stay numbers.</summary>
/// <param name="Text">For <see cref="AttributeKind.Text"/>.</param>
/// <param name="Number">The number, the lower end, or the first of a pair.</param>
/// <param name="Second">The upper end, or the second of a pair.</param>
/// <param name="Flag">For <see cref="AttributeKind.Flag"/>.</param>
public sealed record AttributeValue(
    AttributeKind Kind, string? Text = null, decimal? Number = null, decimal? Second = null, bool? Flag = null);

/// <summary>An attribute of one product, with the words and the unit to show it.</summary>
/// <param name="Name">As imported: <c>boost_clock</c>.</param>
/// <param name="Label">As shown: Boost clock.</param>
/// <param name="Unit">GHz, W, mm; empty for none.</param>
/// <param name="Display">The value as shown, with its unit: <c>2 × 16 GB</c>.</param>
public sealed record ProductAttribute(string Name, string Label, string Unit, AttributeValue Value, string Display);

/// <summary>A category in the tree.</summary>
/// <param name="Slug">In the address: <c>video-card</c>.</param>
/// <param name="ParentSlug">Null at the root.</param>
/// <param name="Products">How many published products are in it, its children included.</param>
public sealed record Category(string Slug, string Name, string? ParentSlug, int Position, int Products);

/// <summary>What can be bought: one product in one condition.</summary>
/// <param name="Sku">Unique; in carts and on labels.</param>
/// <param name="Price">Null: known, not for sale now.</param>
/// <param name="Available">Units that nobody has reserved.</param>
public sealed record Variant(string Sku, Grade Grade, Money? Price, int Available, int WarrantyMonths);

/// <summary>A product with everything that its page shows.</summary>
/// <param name="NewPrice">What it costs new, to strike through; null when unknown.</param>
/// <param name="Variants">By grade, best first.</param>
public sealed record Product(
    long Id,
    string Slug,
    string Name,
    string Brand,
    string CategorySlug,
    string CategoryName,
    string Description,
    Money? NewPrice,
    IReadOnlyList<ProductAttribute> Attributes,
    IReadOnlyList<Variant> Variants,
    DateTimeOffset UpdatedAt);

/// <summary>A product in a list.</summary>
/// <param name="PriceFrom">
/// The lowest price of a variant that can be bought now; of any priced one when none can; null when none has a price. In a
/// list that was narrowed to grades: the lowest among those.
/// </param>
/// <param name="Grades">Those in stock, best first; in a list that was narrowed to grades, only those.</param>
/// <param name="PriceGrade">In a list that was narrowed to grades, the one that <paramref name="PriceFrom"/> is for; null otherwise.</param>
/// <param name="Attributes">All of them: the drawing is made from them, and the card shows three.</param>
public sealed record ProductCard(
    long Id,
    string Slug,
    string Name,
    string Brand,
    string CategorySlug,
    Money? PriceFrom,
    Money? NewPrice,
    IReadOnlyList<Grade> Grades,
    Grade? PriceGrade,
    IReadOnlyList<ProductAttribute> Attributes);

/// <summary>What a cart needs to know of a SKU: current price and stock.</summary>
public sealed record Offer(
    string Sku, long ProductId, string ProductSlug, string Name, string CategorySlug, Grade Grade, Money? Price, int Available, int WarrantyMonths);
