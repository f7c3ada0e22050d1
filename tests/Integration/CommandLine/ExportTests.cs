namespace GigGatek.Tests.Integration.CommandLine;

/// <summary><c>giggatek export</c>: what comes out goes in again, here and in another shop, without a difference.</summary>
[Trait("Database", "any")]
public sealed class ExportTests : IDisposable
{
    /// <summary>What files stumble over; the demo catalogue brings the thousand ordinary parts.</summary>
    private static readonly object[] Awkward =
    [
        new { name = "=HYPERLINK(\"http://evil.example\",\"x\")", price = 10, note = "+1+1", other = "-2", third = "@SUM(A1)", tab = "'=1" },
        new { name = "<script>alert('1')</script> & Söhne \"24\" 日本語 😀", price = 10.5m, description = "First line\nsecond <b>line</b>\n\n\"quoted\", and = more", note = "a,b;c\"d:e" },
        new { name = "Numbers", price = 1, text_number = "007", json_text = "[1,2]", truth = true, lie = false, half = 0.5m, big = 999_999_999, span = new[] { 5, 10 }, pair = new[] { 10, 5 } },
        new { name = "Hidden part", price = 99.99m, published = false, brand = "Of Several Words", variants = new[] { new { sku = "H-1", grade = "Fair", price = (decimal?)40, stock = 7, warranty_months = 3 } } },
        new { name = "Twin", price = 5, size = 1 },
        new { name = "Twin", price = 6, size = 2 },
        new { name = "Twin", price = 7, size = 2 },
        new { name = "No variants", price = 5, variants = Array.Empty<object>() },
        new { name = "Unpriced", price = (decimal?)null, category = "Some new kind" },
    ];

    private readonly Workplace _here = new();

    [Theory]
    [InlineData("jsonl", "all.jsonl")]
    [InlineData("shopify", "all.csv")]
    [InlineData("google", "all.tsv")]
    [InlineData("google", "all.xml")]
    public async Task What_is_exported_imports_again_unchanged_here_and_makes_the_same_shop_elsewhere(string format, string name)
    {
        await FillShop();
        var file = await _here.Export(format, name);

        var again = await _here.Run("import", file);
        again.ShouldSucceed();
        again.ShouldCount(created: 0, unchanged: 1000 + Awkward.Length);
        again.Output.ShouldEndWith("Nothing has changed.\n");

        (await _here.RunOn("copy", "import", file)).ShouldCount(created: 1000 + Awkward.Length);
        var copy = await _here.Export(format, "copy-of-" + name, "copy");
        (await File.ReadAllTextAsync(copy)).ShouldBe(await File.ReadAllTextAsync(file));
        (await _here.RunOn("copy", "verify")).ShouldSucceed();
    }

    [Theory]
    [InlineData("shopify", "all.csv")]
    [InlineData("google", "all.tsv")]
    public async Task No_cell_is_a_formula(string format, string name)
    {
        (await _here.Run("import", _here.Write("odd.jsonl", Awkward))).ShouldSucceed();
        var text = await File.ReadAllTextAsync(await _here.Export(format, name));
        foreach (var cell in text.Split([',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(cell => cell.StartsWith('"') ? cell[1..] : cell))
        {
            cell.ShouldNotMatch("^[=+@-]", cell);
        }

        text.ShouldContain("'=HYPERLINK");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_one_sentence_and_a_good_one_is_replaced_whole()
    {
        (await _here.Run("import", _here.Write("cpu.jsonl", new { name = "One", price = 5 }))).ShouldSucceed();
        (await _here.Run("export", "--format", "jsonl", "--output", _here.PathOf("no/such/folder/x.jsonl"))).ShouldRefuse("cannot be written");
        Directory.CreateDirectory(_here.PathOf("folder"));
        (await _here.Run("export", "--format", "jsonl", "--output", _here.PathOf("folder"))).ShouldRefuse("cannot be written");
        (await _here.Run("export", "--format", "excel", "--output", _here.PathOf("x.xls"))).ExitCode.ShouldNotBe(0);

        var old = _here.Write("good.jsonl", "what was there before");
        var ended = await _here.Run("export", "--format", "jsonl", "--output", old);
        ended.ShouldSucceed();
        ended.Output.ShouldBe($"Exported 1 products to {old}.\n");
        (await File.ReadAllTextAsync(old)).ShouldStartWith("{\"name\":\"One\"");
        Directory.GetFiles(_here.Folder, "*.partial").ShouldBeEmpty();
    }

    public void Dispose() => _here.Dispose();

    private async Task FillShop()
    {
        var demo = Path.Combine(_here.Folder, "demo.jsonl");
        File.Copy(Path.Combine(Workplace.SourceFolder, "src", "Modules", "Catalog", "Demo", "catalogue.jsonl"), demo);
        (await _here.Run("import", demo, _here.Write("odd.jsonl", Awkward))).ShouldSucceed();
    }
}
