using AngleSharp.Html.Parser;
using GigGatek.Contracts.Ordering;
using GigGatek.Notifications.Letters;
using static GigGatek.Tests.Unit.Notifications.SampleOrder;

namespace GigGatek.Tests.Unit.Notifications;

public sealed class PrintTests
{
    private const string Evil = "</td><script>alert(1)</script><a href='https://evil.example'>\r\n\r\nBcc: eve@evil.example\u2028\"&";
    private static readonly Sender Shop = new("GigGatek", "https://shop.example");
    private static readonly Order Hostile = Paid with
    {
        Number = Evil,
        Address = new Address(Evil, Evil, Evil, Evil, Evil, Evil, Evil),
        Lines = [.. Paid.Lines.Select(line => line with { Name = Evil })],
        DiscountCode = Evil,
        ShippingName = Evil,
        Taxes = [new TaxLine(Evil, 825, Usd(1), false)],
        EndReason = Evil,
        Secret = Evil,
    };

    private static Letter[] HostileLetters =>
    [
        OrderPaidLetter.Write(Hostile, Shop),
        OrderShippedLetter.Write(Hostile, new Shipment(Evil, Evil, Evil, default), Shop),
        OrderCancelledLetter.Write(Hostile, Shop),
        OrderExpiredLetter.Write(Hostile, Shop),
        OrderRefundedLetter.Write(Hostile, Usd(1), Shop),
    ];

    [Fact]
    public void Names_that_are_markup_stay_words()
    {
        foreach (var mail in HostileLetters.Select(letter => letter.Print(Shop)))
        {
            var page = new HtmlParser().ParseDocument(mail.Html);
            page.Scripts.ShouldBeEmpty();
            page.Links.Select(link => link.GetAttribute("href")!).ShouldAllBe(href => href.StartsWith("https://shop.example"));
            page.QuerySelectorAll("tr").ShouldAllBe(row => row.Children.Length == 2);
        }
    }

    [Fact]
    public void A_name_cannot_begin_a_line_of_its_own()
    {
        foreach (var mail in HostileLetters.Select(letter => letter.Print(Shop)))
        {
            mail.Text.Split('\n').ShouldNotContain(line => line.StartsWith("Bcc:"));
            mail.Text.ShouldNotContain("\r");
            mail.Text.ShouldNotContain("\u2028");
            mail.Subject.ShouldNotContain("\n");
        }
    }

    [Fact]
    public void Text_and_html_say_the_same()
    {
        var mail = OrderPaidLetter.Write(Paid, Shop).Print(Shop);
        var page = new HtmlParser().ParseDocument(mail.Html);
        var words = string.Join(' ', page.QuerySelectorAll("p,h2,th,td").Select(piece => piece.TextContent));
        foreach (var word in mail.Text.Split((char[])[' ', '\n', ':'], StringSplitOptions.RemoveEmptyEntries).Where(word => word is not "--" && !word.StartsWith("//")))
        {
            words.ShouldContain(word);
        }
    }

    [Fact]
    public void A_screen_reader_finds_language_title_headings_and_row_headers()
    {
        var page = new HtmlParser().ParseDocument(OrderPaidLetter.Write(Paid, Shop).Print(Shop).Html);
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.Title.ShouldBe("Your order GG-7F3K-2Q9M is paid");
        page.QuerySelectorAll("h1").Single().TextContent.ShouldBe(page.Title);
        page.QuerySelectorAll("tr").ShouldAllBe(row => row.QuerySelector("th[scope=row]") != null);
        page.QuerySelectorAll("a").ShouldAllBe(link => link.TextContent.Length > 3);
    }

    [Fact]
    public void Reading_a_mail_loads_nothing_from_anywhere()
    {
        var page = new HtmlParser().ParseDocument(OrderPaidLetter.Write(Paid, Shop).Print(Shop).Html);
        page.QuerySelectorAll("img,link,script,iframe,object,[src],[background]").ShouldBeEmpty();
        page.QuerySelector("style")!.TextContent.ShouldNotContain("url(");
    }
}
