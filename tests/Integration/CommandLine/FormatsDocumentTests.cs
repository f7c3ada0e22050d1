using System.Text.RegularExpressions;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary>docs/import-export.md says what the program does: its examples are imported, its tables are the columns of an export.</summary>
[Trait("Database", "any")]
public sealed partial class FormatsDocumentTests : IDisposable
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Workplace.SourceFolder, "docs", "import-export.md"));

    private readonly Workplace _here = new();

    [Fact]
    public async Task Every_example_is_imported_as_the_page_says()
    {
        var examples = Example().Matches(Document);
        examples.Count.ShouldBeGreaterThan(4);
        foreach (Match example in examples)
        {
            var file = _here.Write(example.Groups["file"].Value, example.Groups["text"].Value);
            var ended = await _here.Run("import", file);
            ended.ShouldSucceed();
            ended.ShouldCount(created: int.Parse(example.Groups["creates"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
            (await _here.Run("import", file)).Output.ShouldEndWith("Nothing has changed.\n");
        }
    }

    [Fact]
    public async Task The_tables_name_what_an_export_has()
    {
        (await _here.Run("import", _here.Write("everything.jsonl", Example().Matches(Document).Single(example => example.Groups["file"].Value == "everything.jsonl").Groups["text"].Value)))
            .ShouldSucceed();

        var shopify = (await File.ReadAllLinesAsync(await _here.Export("shopify", "all.csv")))[0].Split(',');
        shopify.Where(heading => !heading.Contains("product.metafields")).ShouldBe(Column("## Shopify products (CSV)").SkipLast(1));
        shopify.ShouldContain("rpm (product.metafields.giggatek.rpm)");

        var google = (await File.ReadAllLinesAsync(await _here.Export("google", "all.tsv")))[0].Split('\t');
        google.ShouldBe(Column("## Google Merchant"));

        var known = Column("## JSON Lines").ToList();
        var exported = (await _here.Catalogue())[0].EnumerateObject().Select(property => property.Name).ToList();
        exported.Except(["rpm", "pwm", "color"]).Order().ShouldBe(known.Order());
    }

    [Fact]
    public void The_readme_leads_there() => File.ReadAllText(Path.Combine(Workplace.SourceFolder, "README.md")).ShouldContain("(docs/import-export.md)");

    public void Dispose() => _here.Dispose();

    /// <summary>What stands in code marks at the beginning of the rows of a section's first table.</summary>
    private static IEnumerable<string> Column(string section) =>
        Document[Document.IndexOf(section, StringComparison.Ordinal)..].Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|'))
            .Select(line => Row().Match(line)).Where(row => row.Success).Select(row => row.Groups[1].Value);

    [GeneratedRegex(@"^```\w+ file=(?<file>\S+) creates=(?<creates>\d+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^\\| `([^`]+)`")]
    private static partial Regex Row();
}
