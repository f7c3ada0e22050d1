using System.Globalization;
using System.Text;

namespace GigGatek.Catalog.Files;

/// <summary>Writes what <see cref="ShopifyReader"/> reads and Shopify imports.</summary>
internal static class ShopifyWriter
{
    private static readonly string[] Headings =
    [
        "Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published", "Option1 Name", "Option1 Value", "Variant SKU",
        "Variant Inventory Tracker", "Variant Inventory Qty", "Variant Inventory Policy", "Variant Fulfillment Service", "Variant Price",
        "Variant Compare At Price", "Variant Requires Shipping", "Variant Taxable", "Image Src", "Status", ShopifyColumns.Warranty,
    ];

    /// <param name="attributes">The names of all attributes in the rows: each is a column.</param>
    public static async Task WriteAsync(IAsyncEnumerable<FileRow> rows, IReadOnlyList<string> attributes, Stream output, CancellationToken ct)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        Cells.Write(text, [.. Headings, .. attributes.Select(ShopifyColumns.AttributeHeading)], ',');
        await foreach (var row in rows.WithCancellation(ct))
        {
            Write(text, row, attributes);
            await text.FlushAsync(ct);
        }
    }

    private static void Write(StreamWriter text, FileRow row, IReadOnlyList<string> attributes)
    {
        var variants = row.Variants is { Count: > 0 } some ? some.Cast<FileVariant?>() : [null];
        var first = true;
        foreach (var variant in variants)
        {
            Cells.Write(text, [.. Shared(row, first), .. Own(row, variant), .. Values(row, attributes, first)], ',');
            first = false;
        }
    }

    /// <summary>Columns 1 to 7; only in the product's first line, but for the handle.</summary>
    private static IEnumerable<string> Shared(FileRow row, bool first) =>
        first
            ? [row.Slug ?? "", row.Name, HtmlText.ToHtml(row.Description ?? ""), row.Brand ?? "", row.Category, "Refurbished", row.Published != false ? "TRUE" : "FALSE"]
            : [row.Slug ?? "", "", "", "", "", "", ""];

    private static IEnumerable<string> Own(FileRow row, FileVariant? variant) =>
    [
        variant is null ? "" : "Condition", variant?.Grade.ToString() ?? "", variant?.Sku ?? "",
        "shopify", Whole(variant?.Stock), "deny", "manual", Price(variant?.Price),
        Price(row.NewPrice), "TRUE", "TRUE", "", row.Published != false ? "active" : "draft", Whole(variant?.WarrantyMonths),
    ];

    private static IEnumerable<string> Values(FileRow row, IReadOnlyList<string> attributes, bool first)
    {
        var values = first ? row.Attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value) : [];
        return attributes.Select(name => values.TryGetValue(name, out var value) ? AttributeValues.WriteCell(value) : "");
    }

    private static string Price(long? minor) => minor is { } price ? (price / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "";

    private static string Whole(int? whole) => whole?.ToString(CultureInfo.InvariantCulture) ?? "";
}
