using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>A product as a file describes it, checked and cleaned: what every format reads and writes.</summary>
internal sealed record FileRow
{
    /// <summary>The name in its address; in a Shopify file it ties the lines of a product together.</summary>
    public string? Slug { get; init; }

    public required string Name { get; init; }

    /// <summary>A category's name or slug.</summary>
    public required string Category { get; init; }

    public string? Brand { get; init; }

    public string? Description { get; init; }

    /// <summary>Null: the file does not say.</summary>
    public bool? Published { get; init; }

    /// <summary>What it costs new, in minor units.</summary>
    public long? NewPrice { get; init; }

    public IReadOnlyList<NamedValue> Attributes { get; init; } = [];

    /// <summary>What is for sale. Null in a plain row, which only knows the street price: see <see cref="StreetPrice"/>.</summary>
    public IReadOnlyList<FileVariant>? Variants { get; init; }
}

/// <param name="Sku">Null: the shop makes one.</param>
/// <param name="Price">Minor units; null when it is not for sale now.</param>
/// <param name="Stock">Units free to sell; null: leave it as it is, none for a new variant.</param>
/// <param name="WarrantyMonths">Null: what the grade promises.</param>
internal sealed record FileVariant(string? Sku, Grade Grade, long? Price, int? Stock, int? WarrantyMonths);

/// <summary>What a reader found at a line: a row, or the reason why there is none.</summary>
/// <param name="Line">Where the row begins, from 1.</param>
/// <param name="Content">Of a refused row: its beginning as it was.</param>
/// <param name="EndsFile">The rest of the file cannot be read.</param>
internal readonly record struct ReadRow(long Line, FileRow? Row, string Reason = "", string Content = "", bool EndsFile = false)
{
    public static ReadRow Good(long line, FileRow row) => new(line, row);

    public static ReadRow Refused(long line, string reason, string content) => new(line, null, reason, content);

    public static ReadRow Broken(long line, string reason) => new(line, null, reason, "", EndsFile: true);
}

/// <summary>What a reader must know besides the file.</summary>
/// <param name="Category">For rows that name none; null when the file's name says nothing.</param>
/// <param name="Currency">The shop's; prices in another are refused.</param>
/// <param name="ProductAddress">The page of a product, by its slug. For feeds.</param>
internal sealed record FileContext(string? Category, string Currency, Func<string, string> ProductAddress);
