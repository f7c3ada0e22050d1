using System.Text;
using GigGatek.Catalog.Files;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Unit.Catalog.Files;

public sealed class GoogleTests
{
    private const string Begin = "<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\"><channel>";
    private const string End = "</channel></rss>";

    [Fact]
    public async Task Entries_of_one_group_are_one_product()
    {
        var rows = await Feed(Begin +
            Item("A-E", "249.00 USD", "<g:item_group_id>a</g:item_group_id><g:product_detail><g:section_name>Shop</g:section_name><g:attribute_name>grade</g:attribute_name><g:attribute_value>Excellent</g:attribute_value></g:product_detail>") +
            Item("A-F", "149.00 USD", "<g:item_group_id>a</g:item_group_id><g:product_detail><g:section_name>Shop</g:section_name><g:attribute_name>grade</g:attribute_name><g:attribute_value>Fair</g:attribute_value></g:product_detail>") +
            Item("B", "10 USD", "") + End);
        rows.Count.ShouldBe(2);
        rows[0].Row!.Variants.ShouldBe([new FileVariant("A-E", Grade.Excellent, 24900, 1, null), new FileVariant("A-F", Grade.Fair, 14900, 1, null)]);
        rows[1].Row!.Variants.ShouldBe([new FileVariant("B", Grade.Good, 1000, 1, null)]);
        rows[1].Row!.Category.ShouldBe("Video cards");
    }

    [Fact]
    public async Task A_table_says_the_same()
    {
        var rows = await FileText.Read(
            FileFormat.GoogleTable,
            "id\ttitle\tprice\tavailability\tproduct type\tcondition\tproduct_detail(section_name:attribute_name:attribute_value)\n" +
            "B\t24\" monitor\t10.00 USD\tout of stock\tMonitors\tused\t\"General:panel:IPS,\"\"General:ports:HDMI, DP\"\"\"\n");
        var row = rows.ShouldHaveSingleItem().Row!;
        row.Name.ShouldBe("24\" monitor");
        row.Variants.ShouldBe([new FileVariant("B", Grade.Fair, 1000, 0, null)]);
        row.Attributes.Select(attribute => $"{attribute.Name}={attribute.Value.Text}").ShouldBe(["panel=IPS", "ports=HDMI, DP"]);
    }

    [Theory]
    [InlineData("12,34 USD", "is not a price")]
    [InlineData("12.34", "is not a price")]
    [InlineData("12.34 EUR", "this shop sells in USD")]
    [InlineData("-1 USD", "A price of -1 cannot be")]
    [InlineData("0 USD", "A price of 0 cannot be")]
    public async Task A_bad_price_refuses_the_product(string price, string reason)
    {
        var rows = await Feed(Begin + Item("A", price, "") + Item("B", "5 USD", "") + End);
        rows.Select(row => row.Row is not null).ShouldBe([false, true]);
        rows[0].Reason.ShouldContain(reason);
    }

    [Fact]
    public async Task Document_types_are_refused_so_nothing_is_fetched_and_nothing_explodes()
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "the secret", TestContext.Current.CancellationToken);
        var outside = $"<!DOCTYPE r [<!ENTITY x SYSTEM \"file://{secret}\">]>" + Begin + Item("&x;", "5 USD", "") + End;
        var bomb = new StringBuilder("<!DOCTYPE r [<!ENTITY a0 \"aaaaaaaaaa\">");
        for (var level = 1; level < 12; level++)
        {
            bomb.Append("<!ENTITY a").Append(level).Append(" \"").Insert(bomb.Length, $"&a{level - 1};", 10).Append("\">");
        }

        bomb.Append("]>").Append(Begin).Append(Item("&a11;", "5 USD", "")).Append(End);
        foreach (var text in new[] { outside, bomb.ToString() })
        {
            var rows = await Feed(text);
            rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(row => row.EndsFile.ShouldBeTrue(), row => row.Reason.ShouldContain("document type"));
        }

        File.Delete(secret);
    }

    [Fact]
    public async Task An_undeclared_entity_ends_the_file_there()
    {
        var rows = await Feed(Begin + Item("A", "5 USD", "") + Item("&x;", "5 USD", "") + End);
        rows.Last().EndsFile.ShouldBeTrue();
        rows.Last().Line.ShouldBe(1);
    }

    [Fact]
    public async Task A_truncated_feed_keeps_the_products_that_are_whole()
    {
        var file = Begin + "\n" + Item("A", "5 USD", "") + "\n" + Item("B", "5 USD", "") + "\n" + Item("C", "5 USD", "");
        var rows = await Feed(file[..^30]);
        rows.Where(row => row.Row is not null).Select(row => row.Row!.Variants![0].Sku).ShouldBe(["A"], "B's group might have gone on");
        rows.Last().EndsFile.ShouldBeTrue();
        rows.Last().Line.ShouldBe(4);
    }

    [Fact]
    public async Task Depth_and_length_are_limited()
    {
        (await Feed(string.Concat(Enumerable.Repeat("<a>", 100_000)))).ShouldHaveSingleItem().EndsFile.ShouldBeTrue();
        (await Feed(Begin + "<item><title>" + string.Concat(Enumerable.Repeat("<a>", 100_000)))).Last().EndsFile.ShouldBeTrue();
        var rows = await Feed(Begin + Item("A", "5 USD", $"<g:mpn>{new string('x', 10_000_000)}</g:mpn>") + Item("B", "5 USD", "") + End);
        rows.Select(row => row.Row is not null).ShouldBe([false, true]);
        rows[0].Reason.ShouldBe("'mpn' is longer than 1,048,576 letters.");
    }

    [Fact]
    public async Task Markup_in_a_title_stays_text()
    {
        var rows = await Feed(Begin + "<item><g:id>A</g:id><title><![CDATA[<b>x</b> & y]]></title><g:product_type>Cases</g:product_type></item>" + End);
        rows.ShouldHaveSingleItem().Row!.Name.ShouldBe("<b>x</b> & y");
    }

    [Fact]
    public async Task Other_files_are_named_as_such()
    {
        (await Feed("")).ShouldHaveSingleItem().EndsFile.ShouldBeTrue();
        (await Feed("<html><body/></html>")).ShouldHaveSingleItem().Reason.ShouldContain("not a Google Merchant feed");
        (await Feed("id\ttitle\n")).ShouldHaveSingleItem().EndsFile.ShouldBeTrue();
        (await FileText.Read(FileFormat.GoogleTable, "Handle\tTitle\n")).ShouldHaveSingleItem().Reason.ShouldContain("not a Google Merchant feed");
    }

    private static string Item(string id, string price, string more) =>
        $"<item><g:id>{id}</g:id><title>Part</title><g:price>{price}</g:price><g:availability>in_stock</g:availability><g:product_type>Computers &gt; Video cards</g:product_type>{more}</item>";

    private static Task<List<ReadRow>> Feed(string text) => FileText.Read(FileFormat.GoogleFeed, text);
}
