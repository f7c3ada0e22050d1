using System.Text.RegularExpressions;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Catalog;

namespace GigGatek.Tests.Integration.Web;

/// <summary>Whoever chooses a grade in a list sees its price there, and finds it chosen on the part's page.</summary>
[Trait("Database", "any")]
public sealed partial class ChosenGradeTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task The_card_shows_the_price_of_the_chosen_grade_and_leads_to_it()
    {
        await CatalogShop.Import(shop, "cpu", new
        {
            name = "Gradetest CPU",
            price = 200,
            variants = new[] { new { grade = "Excellent", price = 150, stock = 2 }, new { grade = "Good", price = 120, stock = 2 }, new { grade = "Fair", price = 80, stock = 2 } },
        });
        using var browser = shop.NewBrowser();

        Card(await browser.Read("/c/cpu")).ShouldBe("Excellent to Fair | from USD 80.00 New: USD 200.00 −60 %");
        Card(await browser.Read("/c/cpu?grade=excellent")).ShouldBe("Excellent | USD 150.00 New: USD 200.00 −25 %");
        var two = await browser.Read("/search?q=gradetest&grade=Excellent&grade=Good");
        Card(two).ShouldBe("Excellent to Good | Good USD 120.00 New: USD 200.00 −40 %");

        var path = Link().Match(two).Groups[1].Value;
        path.ShouldEndWith("?grade=Good");
        Chosen(await browser.Read(path)).ShouldBe("good");
        Chosen(await browser.Read(path.Replace("Good", "fair", StringComparison.Ordinal))).ShouldBe("fair");
        Chosen(await browser.Read(path.Split('?')[0])).ShouldBe("excellent");
    }

    /// <summary>Grades and price of the only card.</summary>
    private static string Card(string page) => $"{Words(page, "card-grades")} | {Words(page, "card-price")}";

    private static string Words(string page, string name)
    {
        var inner = Regex.Match(page, $"<p class=\"{name}\">(.*?)</p>", RegexOptions.Singleline).Groups[1].Value;
        return Regex.Replace(System.Net.WebUtility.HtmlDecode(Regex.Replace(inner, "<[^>]*>", " ")), @"\s+", " ").Trim();
    }

    private static string Chosen(string page) => CheckedGrade().Match(page).Groups[1].Value;

    [GeneratedRegex("class=\"card-link\" href=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<input type=\"radio\" name=\"sku\"[^>]* checked.*?<span class=\"stamp stamp-([a-z]+)\"", RegexOptions.Singleline)]
    private static partial Regex CheckedGrade();
}
