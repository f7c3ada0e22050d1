using System.Globalization;
using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>
/// A row while it is being read: as the file has it, unchecked. <see cref="Check"/> makes it a <see cref="FileRow"/> or
/// keeps the first thing that is wrong with it, in a sentence that says what would be right.
/// </summary>
internal sealed class RowDraft(FileContext context)
{
    private readonly List<NamedValue> _attributes = [];
    private readonly List<FileVariant> _variants = [];
    private HashSet<string>? _names;

    public string? Slug { get; set; }

    public string? Name { get; set; }

    public string? Category { get; set; }

    public string? Brand { get; set; }

    public string? Description { get; set; }

    public bool? Published { get; set; }

    public long? NewPrice { get; set; }

    /// <summary>True once the file has said what is for sale, be it nothing.</summary>
    public bool HasVariants { get; set; }

    /// <summary>The first thing that is wrong.</summary>
    public string? Problem { get; private set; }

    public void Refuse(string problem) => Problem ??= problem;

    public void AddAttribute(string name, AttributeValue? value)
    {
        if (TextRules.AttributeName(name) is not { } proper)
        {
            Refuse($"'{LineReader.Shorten(name, 60)}' cannot be an attribute's name: up to {FileLimits.AttributeName} letters a-z, digits and underscores.");
        }
        else if (Reserved.Contains(proper))
        {
            Refuse($"'{proper}' cannot be an attribute's name: the shop uses it for something else.");
        }
        else if (value is not null)
        {
            _attributes.Add(new NamedValue(proper, value));
            if (_attributes.Count > 8)
            {
                _names ??= [.. _attributes.SkipLast(1).Select(attribute => attribute.Name)];
            }

            if (_names is null ? _attributes.SkipLast(1).Any(attribute => attribute.Name == proper) : !_names.Add(proper))
            {
                Refuse($"The attribute '{proper}' stands there twice.");
            }
        }
    }

    public void AddVariant(FileVariant variant)
    {
        HasVariants = true;
        if (_variants.Any(other => other.Grade == variant.Grade))
        {
            Refuse($"The grade {variant.Grade} stands there twice; a product has one variant of each grade.");
        }

        if (variant.Sku is { } sku && (sku.Length is 0 or > FileLimits.Sku || !sku.All(IsSkuLetter)))
        {
            Refuse($"'{LineReader.Shorten(sku, 60)}' cannot be a SKU: up to {FileLimits.Sku} letters, digits, '-', '_', '.' and '/'.");
        }

        if (variant.Stock is < 0 or > FileLimits.Stock)
        {
            Refuse($"A stock of {variant.Stock} cannot be: 0 to {FileLimits.Stock:N0} units.");
        }

        if (variant.WarrantyMonths is < 0 or > FileLimits.WarrantyMonths)
        {
            Refuse($"A warranty of {variant.WarrantyMonths} months cannot be: 0 to {FileLimits.WarrantyMonths}.");
        }

        _variants.Add(variant);
    }

    /// <summary>A price in minor units.</summary>
    public long? Price(decimal? amount)
    {
        if (amount is not { } price)
        {
            return null;
        }

        if (price is <= 0 or > FileLimits.Price)
        {
            Refuse($"A price of {price.ToString(CultureInfo.InvariantCulture)} cannot be: more than 0, at most {FileLimits.Price:N0}. Leave it empty for what is not for sale.");
            return null;
        }

        var minor = price * 100;
        if (minor != decimal.Truncate(minor))
        {
            Refuse($"A price of {price.ToString(CultureInfo.InvariantCulture)} has parts of a cent; two decimals at most.");
            return null;
        }

        return (long)minor;
    }

    public FileRow? Check()
    {
        var name = Line(Name, FileLimits.Name, "name");
        var category = Line(Category, FileLimits.Category, "category") ?? context.Category;
        var brand = Line(Brand, FileLimits.Brand, "brand");
        var slug = Line(Slug, FileLimits.Slug, "slug");
        var description = Description is null ? null : TextRules.Lines(Description);
        if (name is null)
        {
            Refuse("The row has no name.");
        }
        else if (category is null)
        {
            Refuse("The row has no category. Name one with --category.");
        }
        else if (slug is not null && !IsSlug(slug))
        {
            Refuse($"'{slug}' cannot be part of an address: lower-case letters a-z, digits, and dashes between them.");
        }
        else if (description?.Length > FileLimits.Description)
        {
            Refuse($"The description has {description.Length:N0} letters; at most {FileLimits.Description:N0}.");
        }
        else if (_attributes.Count > FileLimits.Attributes)
        {
            Refuse($"The row has {_attributes.Count:N0} attributes; at most {FileLimits.Attributes}.");
        }

        return Problem is not null ? null : new FileRow
        {
            Slug = slug,
            Name = name!,
            Category = category!,
            Brand = brand,
            Description = description is "" ? null : description,
            Published = Published,
            NewPrice = NewPrice,
            Attributes = Kinds(KnownCategories.Find(category!).Slug),
            Variants = HasVariants ? [.. _variants.OrderBy(variant => variant.Grade)] : null,
        };
    }

    /// <summary>Whether two numbers are a range or a pair depends on the attribute, and that on the category.</summary>
    private List<NamedValue> Kinds(string categorySlug)
    {
        for (var at = 0; at < _attributes.Count; at++)
        {
            if (_attributes[at] is { Value: { Kind: AttributeKind.Range or AttributeKind.Pair } two, Name: var name })
            {
                _attributes[at] = new NamedValue(name, AttributeJson.Two(categorySlug, name, two.Number!.Value, two.Second!.Value));
            }
        }

        return _attributes;
    }

    private string? Line(string? text, int limit, string what)
    {
        var line = text is null ? "" : TextRules.Line(text);
        if (line.Length > limit)
        {
            Refuse($"The {what} has {line.Length:N0} letters; at most {limit}.");
        }

        return line.Length == 0 ? null : line;
    }

    /// <summary>Names that rows of our own files use for something else.</summary>
    private static readonly HashSet<string> Reserved =
        ["name", "price", "category", "slug", "brand", "description", "published", "variants", "sku", "grade", "stock", "warranty_months", "new_price"];

    private static bool IsSkuLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/';

    private static bool IsSlug(string slug) =>
        slug[0] != '-' && slug[^1] != '-'
        && slug.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
