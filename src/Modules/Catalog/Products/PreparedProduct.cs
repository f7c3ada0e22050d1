using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Search;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Products;

/// <summary>An imported product with all that follows from it alone, worked out before the database is asked.</summary>
/// <param name="Words">What a new product of this row is found by.</param>
internal sealed record PreparedProduct(
    int Index, ImportedProduct Source, KnownCategory Category, string Identity, string Slug, string Brand, string? Attributes, string Words)
{
    private const int MaxAttributes = 200;
    private const int MaxAttributeName = 100;
    private const int MaxAttributeText = 1000;
    private const int MaxSku = 60;

    public static PreparedProduct Of(ImportedProduct source, int index, Func<string, int> countTwin)
    {
        var category = KnownCategories.Find(source.Category);
        var identity = ProductIdentity.Of(category.Slug, source.Name, source.Attributes ?? [], twin: 0);
        var twin = countTwin(identity);
        if (twin > 0)
        {
            identity = ProductIdentity.Of(category.Slug, source.Name, source.Attributes ?? [], twin);
        }

        var brand = source.Brand ?? Brands.Of(source.Name);
        return new PreparedProduct(
            index,
            source,
            category,
            identity,
            source.Slug ?? Slugs.Of(source.Name),
            brand,
            source.Attributes is null ? null : AttributeJson.Write(source.Attributes),
            SearchText(source.Name, brand, category, source.Attributes ?? []));
    }

    /// <summary>Why a row cannot be a product; null when it can.</summary>
    public static string? FindFault(ImportedProduct product) =>
        (ProductRules.CheckName(product.Name)
            ?? (product.Brand is null ? null : ProductRules.CheckBrand(product.Brand))
            ?? (product.Description is null ? null : ProductRules.CheckDescription(product.Description))
            ?? ProductRules.CheckPrice(product.NewPrice)
            ?? CheckAttributes(product.Attributes ?? [])
            ?? CheckVariants(product.Variants))?.Message;

    /// <summary>The words that the product is found by.</summary>
    public static string SearchText(string name, string brand, KnownCategory category, IReadOnlyList<NamedValue> attributes)
    {
        var words = SearchWords.Of(name);
        AddOtherWords(words, brand, category, attributes);
        return string.Join(' ', words);
    }

    /// <summary>The words of everything but the name.</summary>
    public static void AddOtherWords(HashSet<string> words, string brand, KnownCategory category, IReadOnlyList<NamedValue> attributes)
    {
        words.UnionWith(SearchWords.OfValue(brand));
        words.UnionWith(WordsOf(category));
        foreach (var attribute in attributes)
        {
            words.UnionWith(WordsOf(category.Slug, attribute));
        }
    }

    /// <summary>The words that the category brings.</summary>
    public static IEnumerable<string> WordsOf(KnownCategory category) =>
        [.. SearchWords.OfValue(category.Slug), .. SearchWords.OfValue(category.Name), .. SearchWords.OfValue(category.Words)];

    /// <summary>The words that one attribute brings.</summary>
    public static string[] WordsOf(string categorySlug, NamedValue attribute)
    {
        var definition = AttributeDefinitions.Find(categorySlug, attribute.Name);
        return definition.FollowsPrice ? []
            : attribute.Value.Kind != AttributeKind.Flag ? SearchWords.OfValue(AttributeWords.Words(definition, attribute.Value))
            : attribute.Value.Flag == true ? SearchWords.OfValue(definition.Label)
            : [];
    }

    private static Error? CheckAttributes(IReadOnlyList<NamedValue> attributes) =>
        attributes.Count > MaxAttributes ? Error.Invalid("attributes", $"There are {attributes.Count} attributes; at most {MaxAttributes} are kept.")
        : attributes.DistinctBy(attribute => attribute.Name).Count() < attributes.Count ? Error.Invalid("attributes", "An attribute appears twice.")
        : attributes.FirstOrDefault(attribute => attribute.Name.Length is 0 or > MaxAttributeName || attribute.Value.Text?.Length > MaxAttributeText) is { } odd
            ? Error.Invalid("attributes", $"The attribute {odd.Name[..Math.Min(odd.Name.Length, 40)]} has a name over {MaxAttributeName} or a value over {MaxAttributeText} characters.")
        : null;

    private static Error? CheckVariants(IReadOnlyList<ImportedVariant> variants)
    {
        foreach (var variant in variants)
        {
            var fault = ProductRules.CheckPrice(variant.Price)
                ?? (variant.Stock is < 0 or > ProductRules.MaxStock ? Error.Invalid("stock", $"Stock is between 0 and {ProductRules.MaxStock:N0}.") : null)
                ?? (variant.Sku is { } sku && (sku.Length is 0 or > MaxSku || sku.Any(char.IsControl) || sku.Trim().Length < sku.Length)
                    ? Error.Invalid("sku", $"A SKU has 1 to {MaxSku} characters without control characters or spaces around it.") : null)
                ?? (variant.WarrantyMonths is < 0 or > 120 ? Error.Invalid("warranty", "A warranty is 0 to 120 months.") : null);
            if (fault is not null)
            {
                return fault;
            }
        }

        return variants.DistinctBy(variant => variant.Grade).Count() < variants.Count ? Error.Invalid("grade", "A grade appears twice.")
            : variants.Where(variant => variant.Sku is not null).DistinctBy(variant => variant.Sku).Count() < variants.Count(variant => variant.Sku is not null)
                ? Error.Invalid("sku", "A SKU appears twice.")
            : null;
    }
}
