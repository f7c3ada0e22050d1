using System.Text;
using GigGatek.Catalog.Files;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Unit.Catalog.Files;

public sealed class ShopifyTests
{
    private const string Heading = "Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Status,Cores (product.metafields.giggatek.core_count)\n";

    [Fact]
    public async Task Lines_of_one_handle_are_one_product()
    {
        var rows = await Read(
            Heading +
            "ryzen,Ryzen 7,\"<p>Fast &amp; cool.</p><script>x()</script><p>Two \"\"lines\"\"</p>\",AMD,Processors,TRUE,Condition,Good,R-G,4,199.50,310,,active,8\n" +
            "ryzen,,,,,,,Excellent,R-E,0,249,310,,active,\n" +
            "ryzen,,,,,,,,,,,,https://img.example/2.jpg,,\n" +
            "plain,Plain part,,,Cases,FALSE,Title,Default Title,P-1,2,10,,,draft,\n");
        rows.Select(row => row.Reason).ShouldAllBe(reason => reason == "");
        var ryzen = rows[0].Row!;
        ryzen.Description.ShouldBe("Fast & cool.\nTwo \"lines\"");
        ryzen.NewPrice.ShouldBe(31000);
        ryzen.Attributes.ShouldHaveSingleItem().Value.Number.ShouldBe(8);
        ryzen.Variants.ShouldBe([new FileVariant("R-E", Grade.Excellent, 24900, 0, null), new FileVariant("R-G", Grade.Good, 19950, 4, null)]);
        var plain = rows[1].Row!;
        plain.Published.ShouldBe(false);
        plain.Variants.ShouldHaveSingleItem().Grade.ShouldBe(Grade.Good);
    }

    [Fact]
    public async Task The_headings_of_2025_are_known_too()
    {
        var rows = await Read("Title,URL handle,Type,Option1 name,Option1 value,SKU,Price,Compare-at price,Inventory quantity,Status\nA part,a-part,Cases,Grade,Fair,A-1,9.99,20,3,Active\n");
        rows.ShouldHaveSingleItem().Row!.Variants.ShouldBe([new FileVariant("A-1", Grade.Fair, 999, 3, null)]);
    }

    [Fact]
    public async Task A_quote_that_nobody_closes_costs_its_own_line_only()
    {
        var rows = await Read(Heading + Line("a") + "b,\"Broken,,,Cases,,,,,,1,,,,\n" + Line("c") + Line("d"));
        rows.Select(row => row.Row?.Name).ShouldBe(["a", null, "c", "d"], ignoreOrder: true);
        rows.Single(row => row.Row is null).ShouldSatisfyAllConditions(
            row => row.Line.ShouldBe(3), row => row.Reason.ShouldContain("quote"), row => row.Content.ShouldStartWith("b,\"Broken"));
    }

    [Fact]
    public async Task A_quoted_cell_may_hold_line_breaks()
    {
        var rows = await Read(Heading + "a,A,\"one\ntwo, \"\"three\"\"\r\nfour\",,Cases,,,,,,,,,,\n" + Line("b"));
        rows[0].Row!.Description.ShouldBe("one\ntwo, \"three\"\nfour");
        rows[1].Line.ShouldBe(5);
    }

    [Fact]
    public async Task Too_few_and_too_many_columns_are_refused()
    {
        var rows = await Read(Heading + "a,A\n" + new string(',', 5000) + "\n" + Line("c"));
        rows.Where(row => row.Row is null).Select(row => row.Reason).ShouldBe(["The row has 2 columns, the heading 15.", "The row has more than 1,000 columns."]);
        rows.Count(row => row.Row is not null).ShouldBe(1);
        (await Read(new string(',', 100_000))).ShouldHaveSingleItem().EndsFile.ShouldBeTrue();
    }

    [Theory]
    [InlineData("a,A,,,Cases,,Condition,Good,A-1,1,-5,,,,", "A price of -5 cannot be")]
    [InlineData("a,A,,,Cases,,Condition,Good,A-1,1,\"1,299.00\",,,,", "'1,299.00' is not a price")]
    [InlineData("a,A,,,Cases,,Condition,Good,A-1,1,99999999999,,,,", "at most 1,000,000")]
    [InlineData("a,A,,,Cases,,Condition,Good,A-1,1,79228162514264337593543950336,,,,", "is not a price")]
    [InlineData("a,A,,,Cases,,Condition,Good,A-1,1.5,5,,,,", "'1.5' is not a whole number")]
    [InlineData("a,A,,,Cases,,Condition,Good,A-1,-1,5,,,,", "A stock of -1 cannot be")]
    [InlineData("a,A,,,Cases,,Size,XL,A-1,1,5,,,,", "The option 'Size' is not known here")]
    [InlineData("a,A,,,Cases,,Condition,Mint,A-1,1,5,,,,", "Excellent, Good or Fair")]
    [InlineData(",A,,,Cases,,Condition,Good,A-1,1,5,,,,", "no Handle")]
    [InlineData("a,,,,Cases,,Condition,Good,A-1,1,5,,,,", "no name")]
    [InlineData("a,A,,,Cases,,Condition,Good,A-1,1,5,,,,\na,,,,,,,Good,A-2,1,5,,,,", "stands there twice")]
    public async Task One_bad_line_refuses_its_product_whole(string lines, string reason)
    {
        var rows = await Read(Heading + Line("before") + lines + "\n" + Line("after"));
        rows.Select(row => row.Row?.Name).ShouldBe(["before", null, "after"]);
        rows[1].Reason.ShouldContain(reason);
        rows[1].Line.ShouldBe(3);
    }

    [Fact]
    public async Task A_product_that_loses_a_line_does_not_land_half()
    {
        var rows = await Read(Heading + "a,A,,,Cases,,Condition,Good,A-1,1,5,,,,\na,,,\n" + Line("b"));
        rows.Where(row => row.Row is not null).ShouldHaveSingleItem().Row!.Name.ShouldBe("b");
        rows.ShouldContain(row => row.Line == 2 && row.Reason.Contains("Line 3 of this product"));
    }

    [Fact]
    public async Task Formula_cells_are_text_coming_in_and_harmless_going_out()
    {
        var row = (await Read(Heading + "evil,=HYPERLINK(1),,@SUM(A1),Cases,,,,,,,,,,\n")).ShouldHaveSingleItem().Row!;
        row.Name.ShouldBe("=HYPERLINK(1)");
        var text = Encoding.UTF8.GetString(await FileText.Write(FileFormat.Shopify, row with { Variants = [] }));
        text.ShouldContain(",'=HYPERLINK(1),");
        text.ShouldContain(",'@SUM(A1),");
        text.Split(',', '\n').ShouldNotContain(cell => cell.StartsWith('=') || cell.StartsWith('@') || cell.StartsWith('+'));
    }

    [Fact]
    public async Task A_file_that_ends_in_the_middle_keeps_what_is_whole()
    {
        var file = Encoding.UTF8.GetBytes(Heading + Line("a") + Line("b"));
        for (var length = file.Length - 1; length > Heading.Length; length--)
        {
            var rows = await FileText.Read(FileFormat.Shopify, file[..length]);
            rows.Count(row => row.Row is not null).ShouldBeLessThanOrEqualTo(2);
            rows.ShouldAllBe(row => row.Row != null || row.Reason != "");
        }
    }

    [Fact]
    public async Task Other_tables_are_named_as_such()
    {
        foreach (var text in new[] { "id,title\n1,x\n", "<html>", "{\"name\":\"x\"}" })
        {
            (await Read(text)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                row => row.EndsFile.ShouldBeTrue(), row => row.Reason.ShouldContain("not a Shopify product file"));
        }
    }

    private static string Line(string name) => $"{name},{name},,,Cases,,Condition,Good,SKU-{name},1,5,,,,\n";

    private static Task<List<ReadRow>> Read(string text) => FileText.Read(FileFormat.Shopify, text);
}
