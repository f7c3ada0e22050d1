using System.Globalization;
using GigGatek.Catalog.Files;

namespace GigGatek.Tests.Unit.Catalog.Files;

/// <summary>The limits that docs/import-export.md names are those of the program.</summary>
public sealed class FileLimitsTests
{
    [Fact]
    public void The_page_names_every_limit()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "import-export.md"));
        FormattableString[] rows =
        [
            $"| a line, a row | {LineReader.Limit:N0} bytes |", $"| a name | {FileLimits.Name} letters |", $"| a brand, a category | {FileLimits.Brand} letters |",
            $"| a description | {FileLimits.Description:N0} letters |", $"| a slug | {FileLimits.Slug} letters", $"| a SKU | {FileLimits.Sku} letters",
            $"| attributes of a product | {FileLimits.Attributes} |", $"| an attribute's name | {FileLimits.AttributeName} letters",
            $"| an attribute's text | {FileLimits.AttributeText} letters |", $"| an attribute's number | {FileLimits.Number:N0}, with {FileLimits.Decimals} decimals |",
            $"| a price | {FileLimits.Price:N0}, more than 0", $"| a stock | {FileLimits.Stock:N0} |", $"| a warranty | {FileLimits.WarrantyMonths} months |",
            $"| categories in a file | {FileLimits.Categories} |",
        ];
        foreach (var row in rows)
        {
            page.ShouldContain(row.ToString(CultureInfo.InvariantCulture));
        }

        FileLimits.Brand.ShouldBe(FileLimits.Category);
    }
}
