using System.Text.Json;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary><c>giggatek import</c> as a person runs it.</summary>
[Trait("Database", "any")]
public sealed class ImportTests : IDisposable
{
    private readonly Workplace _here = new();

    private const string Shopify =
        """
        Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Cores (product.metafields.specs.core_count)
        shopify-part,Shopify part,<p>Good <b>part</b></p>,Acme,Processors,TRUE,Condition,Excellent,SP-E,3,99.50,150.00,8
        shopify-part,,,,,,,Good,SP-G,0,80.00,,
        """;

    private const string Google =
        "id\ttitle\tdescription\tlink\tavailability\tprice\tcondition\tbrand\tproduct_type\titem_group_id\tproduct_detail\n"
        + "GT-1\tGoogle part\tA part\thttps://example.com/1\tin_stock\t59.90 USD\trefurbished\tAcme\tParts > Widgets\tgt\tSpecifications:weight:2.5\n";

    private const string GoogleFeed =
        """
        <?xml version="1.0"?>
        <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Feed</title>
        <item><g:id>GX-1</g:id><title>Feed part</title><g:price>12.00 USD</g:price><g:availability>in_stock</g:availability><g:condition>used</g:condition>
        <g:brand>Acme</g:brand><g:product_type>Widgets</g:product_type></item>
        </channel></rss>
        """;

    [Fact]
    public async Task Every_format_is_read()
    {
        string[] files =
        [
            _here.Write("widgets.jsonl", new { name = "Json part", price = 100, weight = 1.5m, ports = new[] { 2, 4 }, wireless = true, color = "Red" }),
            _here.Write("shopify.csv", Shopify),
            _here.Write("google.tsv", Google),
            _here.Write("google.xml", GoogleFeed),
        ];
        var ended = await _here.Run(["import", .. files]);
        ended.ShouldSucceed();
        ended.ShouldCount(created: 4);
        ended.Output.ShouldContain("New categories: 3");    // widgets, processors and the group it stands in

        var catalogue = (await _here.Catalogue()).ToDictionary(line => line.GetProperty("name").GetString()!);
        var json = catalogue["Json part"];
        (json.GetProperty("category").GetString(), json.GetProperty("weight").GetDecimal(), json.GetProperty("wireless").GetBoolean()).ShouldBe(("widgets", 1.5m, true));
        json.GetProperty("variants").GetArrayLength().ShouldBe(3);
        var shopify = catalogue["Shopify part"];
        (shopify.GetProperty("slug").GetString(), shopify.GetProperty("category").GetString(), shopify.GetProperty("core_count").GetInt32()).ShouldBe(("shopify-part", "cpu", 8));
        shopify.GetProperty("description").GetString().ShouldBe("Good part");
        Variants(shopify).ShouldBe(["SP-E Excellent 99.5 3", "SP-G Good 80 0"]);
        Variants(catalogue["Google part"]).ShouldBe(["GT-1 Good 59.9 1"]);
        Variants(catalogue["Feed part"]).ShouldBe(["GX-1 Fair 12 1"]);
        catalogue["Feed part"].GetProperty("category").GetString().ShouldBe("widgets");
    }

    [Fact]
    public async Task Twice_changes_nothing_and_says_so_and_a_dry_run_writes_nothing()
    {
        var file = _here.Write("cpu.jsonl", new { name = "Dry part", price = 100 }, new { name = "Bad part", price = -1 });
        var dry = await _here.Run("import", file, "--dry-run");
        dry.ExitCode.ShouldBe(1);
        dry.ShouldCount(created: 1, rejected: 1);
        dry.Output.ShouldContain("Dry run: nothing was written.");
        (await _here.Catalogue()).ShouldBeEmpty();

        _here.Write("cpu.jsonl", new { name = "Dry part", price = 100 });
        var first = await _here.Run("import", file);
        first.ShouldSucceed();
        first.Output.ShouldEndWith("Imported.\n");
        var before = await File.ReadAllBytesAsync(await _here.Export("jsonl", "before.jsonl"));
        var second = await _here.Run("import", file);
        second.ShouldSucceed();
        second.ShouldCount(created: 0, unchanged: 1);
        second.Output.ShouldEndWith("Nothing has changed.\n");
        (await File.ReadAllBytesAsync(await _here.Export("jsonl", "after.jsonl"))).ShouldBe(before);
        (await _here.Run("verify")).ShouldSucceed();
    }

    [Fact]
    public async Task What_the_database_refuses_is_one_sentence_and_the_same_command_goes_on_when_there_is_room()
    {
        (await _here.Run("migrate")).ShouldSucceed();
        var file = _here.Write("cpu.jsonl", new { name = "First part", price = 100 }, new { name = "Second part", price = 90 });
        TestDatabase.In(_here.PathOf("shop")).Refuse("INSERT", "catalog_variants", "no room for it");
        var refused = await _here.Run("import", file);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldStartWith("It did not work: ");
        refused.Error.ShouldContain("no room for it");
        (refused.Output + refused.Error).ShouldNotContain("   at ");

        TestDatabase.In(_here.PathOf("shop")).Accept();
        (await _here.Run("import", file)).ShouldCount(created: 2);
        (await _here.Run("verify")).ShouldSucceed();
    }

    [Fact]
    public async Task Strict_lands_none_when_one_row_is_bad()
    {
        var good = _here.Write("cpu.jsonl", new { name = "Strict good", price = 100 });
        var bad = _here.Write("memory.jsonl", new { name = "Strict fine", price = 100 }, "{ broken");
        var ended = await _here.Run("import", good, bad, "--strict");
        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldContain("Strict: not all rows are good, so nothing was written.");
        (await _here.Catalogue()).ShouldBeEmpty();
        (await _here.Rejects("memory.jsonl")).ShouldHaveSingleItem().Line.ShouldBe(2);
        (await _here.Run("import", good, "--strict")).ShouldCount(created: 1);
    }

    [Fact]
    public async Task Bad_rows_go_to_a_list_with_line_and_reason_while_the_good_ones_land()
    {
        var file = _here.Write(
            "cpu.jsonl",
            new { name = "Kept one", price = 100 },
            "this is not JSON",
            "",
            new { price = 100 },
            new { name = "Negative", price = -5 },
            new { name = "Absurd", price = 99_999_999_999L },
            new { name = "Cent parts", price = 1.005m },
            new { name = "Kept two", price = 200 },
            new { name = new string('x', 300), price = 1 },
            new { name = "Odd grade", price = 1, variants = new[] { new { grade = "Mint", price = 1 } } });
        var ended = await _here.Run("import", file);
        ended.ExitCode.ShouldBe(1);
        ended.ShouldCount(created: 2, rejected: 7);
        ended.Output.ShouldContain("cpu.jsonl.rejects.jsonl");
        var rejects = await _here.Rejects("cpu.jsonl");
        rejects.Select(row => row.Line).ShouldBe([2, 4, 5, 6, 7, 9, 10]);
        rejects.ShouldAllBe(row => row.Reason.Length > 10 && row.Reason.EndsWith('.'));

        var elsewhere = await _here.Run("import", file, "--rejects", _here.PathOf("elsewhere.jsonl"));
        elsewhere.ShouldCount(created: 0, unchanged: 2, rejected: 7);
        (await File.ReadAllLinesAsync(_here.PathOf("elsewhere.jsonl"))).Length.ShouldBe(7);
        (await _here.Run("import", _here.PathOf("cpu.jsonl.rejects.jsonl"))).ShouldRefuse("is a list of refused rows");
    }

    [Fact]
    public async Task A_null_price_is_known_but_not_for_sale_and_the_category_is_the_files_or_the_one_named()
    {
        var file = _here.Write("flux-capacitor.jsonl", new { name = "Unpriced", price = (decimal?)null });
        (await _here.Run("import", file)).ShouldCount(created: 1);
        (await _here.Run("import", file, "--category", "Time machines")).ShouldCount(created: 1);
        var catalogue = await _here.Catalogue();
        catalogue.Select(line => line.GetProperty("category").GetString()).ShouldBe(["flux-capacitor", "time-machines"]);
        catalogue[0].GetProperty("price").ValueKind.ShouldBe(JsonValueKind.Null);
        Variants(catalogue[0]).ShouldAllBe(variant => variant.EndsWith("  0"));
    }

    [Fact]
    public async Task What_cannot_be_tried_is_refused_with_a_sentence()
    {
        var good = _here.Write("cpu.jsonl", new { name = "Never", price = 100 });
        var folder = Directory.CreateDirectory(_here.PathOf("folder.jsonl")).FullName;
        (await _here.Run("import", good, _here.PathOf("missing.jsonl"))).ShouldRefuse("There is no file");
        (await _here.Run("import", good, folder)).ShouldRefuse("is a folder");
        (await _here.Run("import", _here.Write("cpu.xlsx", "PK"))).ShouldRefuse("Known endings");
        (await _here.RunOn("cpu.jsonl", "import", good)).ShouldRefuse("cannot be written to");    // the data folder is a file
        (await _here.Catalogue()).ShouldBeEmpty();
        (await _here.Run("import")).ExitCode.ShouldNotBe(0);
    }

    [Fact, Trait("Schema", "own")]
    public async Task Without_a_shop_there_is_nothing_to_export() =>
        (await _here.RunOn("nowhere", "export", "--format", "jsonl", "--output", _here.PathOf("x.jsonl"))).ShouldRefuse("There is no shop");

    [Fact]
    public async Task A_file_that_this_user_may_not_read_is_refused_with_a_sentence()
    {
        var file = _here.Write("cpu.jsonl", new { name = "Secret", price = 100 });
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.None);
        }

        (await _here.RunBound("import", file)).ShouldRefuse("cannot be read");
    }

    [Fact]
    public async Task Where_the_list_of_refused_rows_cannot_be_written_that_is_said_and_what_landed_is_counted()
    {
        var file = _here.Write("cpu.jsonl", new { name = "Fine", price = 100 }, "bad");
        var ended = await _here.Run("import", file, "--rejects", _here.PathOf("no/such/folder/rejects.jsonl"));
        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldContain("Name another place with --rejects");
        ended.Error.ShouldBeEmpty();
    }

    public void Dispose() => _here.Dispose();

    private static List<string> Variants(JsonElement line) =>
    [
        .. line.GetProperty("variants").EnumerateArray().Select(variant =>
            $"{variant.GetProperty("sku").GetString()} {variant.GetProperty("grade").GetString()} {variant.GetProperty("price").GetRawText().Replace("null", "", StringComparison.Ordinal)} {variant.GetProperty("stock").GetRawText()}"),
    ];
}
