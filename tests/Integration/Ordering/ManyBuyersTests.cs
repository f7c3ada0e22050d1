using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Payments;
using GigGatek.Tests.Integration.RateLimits;

namespace GigGatek.Tests.Integration.Ordering;

/// <summary>Real requests of many people at once, from the shelf to the receipt.</summary>
public sealed partial class ManyBuyersTests(TestShop shop) : IClassFixture<TestShop>
{
    private const int Buyers = 200;

    [Fact]
    public async Task Two_hundred_parallel_buyers_for_one_unit_are_one_paid_order_and_a_clear_answer_for_the_others()
    {
        var sku = await shop.HasPart(units: 1);

        var ends = await Task.WhenAll(Enumerable.Range(0, Buyers).Select(buyer => Task.Run(() => Buys(sku, buyer))));

        ends.Count(end => end == "paid").ShouldBe(1);
        ends.Where(end => end != "paid").ShouldAllBe(end => end == "Someone else was faster" || end.Contains("sold out", StringComparison.Ordinal));
        (await shop.Count($"ordering_orders WHERE state = '{OrderState.Paid}'")).ShouldBe(1);
        (await shop.Count("ordering_orders")).ShouldBe(1);
        (await shop.Count("payments_payments WHERE captured > 0")).ShouldBe(1);
        await shop.ShouldBalance();
    }

    /// <summary>Answers <c>paid</c>, or the words with which the shop sent the buyer away.</summary>
    private async Task<string> Buys(string sku, int buyer)
    {
        using var browser = shop.NewBrowser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", Askers.NewAddress());    // each at home: of one address an edge works on some dozens of requests at once
        using var added = await browser.Send("/cart/add", ("sku", sku), ("quantity", "1"));
        if (added.StatusCode != HttpStatusCode.SeeOther)
        {
            return await Refusal(added);
        }

        using var told = await browser.Send(
            "/checkout", ("email", $"buyer{buyer}@example.com"), ("name", "Ann Lovelace"), ("line1", "1 Copper Street"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"));
        told.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await told.Body());
        using var chosen = await browser.Send("/checkout/shipping", ("shipping", "standard"));
        chosen.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await chosen.Body());
        using var review = await browser.GetAsync("/checkout/review", TestContext.Current.CancellationToken);
        if (review.StatusCode != HttpStatusCode.OK)
        {
            return await Refusal(review);
        }

        using var placed = await browser.Send("/checkout/place", ("quote", QuoteField().Match(await review.Body()).Groups[1].Value));
        if (placed.StatusCode != HttpStatusCode.SeeOther)
        {
            return await Refusal(placed);
        }

        using var paid = await browser.Send(placed.Headers.Location!.ToString(), ("card", PaymentSteps.Pays));
        paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await paid.Body());
        return (await browser.Read(paid.Headers.Location!.ToString())).Contains("Units set aside for you", StringComparison.Ordinal) ? "paid" : "not paid";
    }

    private static async Task<string> Refusal(HttpResponseMessage answer)
    {
        var page = await answer.Body();
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, page);
        return Heading().Match(page).Groups[1].Value is "Someone else was faster" and var heading ? heading : page;
    }

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex QuoteField();

    [GeneratedRegex("<h1>([^<]+)</h1>")]
    private static partial Regex Heading();
}
