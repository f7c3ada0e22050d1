using System.Text.RegularExpressions;
using GigGatek.Catalog.Files;
using GigGatek.Tests.Integration.Catalog;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary>The examples of docs/import-export.md are files that one can import.</summary>
public sealed partial class FormatsDocumentTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    [Theory]
    [InlineData("jsonl", 3)]
    [InlineData("csv", 1)]
    [InlineData("tsv", 1)]
    public async Task An_example_imports_without_a_refused_row(string format, int products)
    {
        var document = await File.ReadAllTextAsync(Document(), TestContext.Current.CancellationToken);
        var example = Fence().Matches(document).Single(fence => fence.Groups[1].Value == format).Groups[2].Value;
        var folder = Directory.CreateTempSubdirectory("giggatek-document-");
        var file = Path.Combine(folder.FullName, "example." + format);
        await File.WriteAllTextAsync(file, example, TestContext.Current.CancellationToken);

        var report = await shop.Shop.Get<ICatalogFiles>().ImportAsync(new ImportFiles([file], DryRun: true), null, TestContext.Current.CancellationToken);

        folder.Delete(recursive: true);
        report.Error.ShouldBeNull();
        report.Value!.Problems.ShouldBeEmpty();
        report.Value.Counts.Rejected.ShouldBe(0);
        report.Value.Counts.Read.ShouldBe(products);
    }

    private static string Document()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var document = Path.Combine(folder, "docs", "import-export.md");
            if (File.Exists(document))
            {
                return document;
            }
        }

        throw new FileNotFoundException("docs/import-export.md is missing.");
    }

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
