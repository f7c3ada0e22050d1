using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Tests.Operations.Databases;
using GigGatek.Tests.Operations.Replicas;

namespace GigGatek.Tests.Operations.Load;

/// <summary>Five hundred people want the same unit at the same time, at three processes with eight connections each.</summary>
[Collection(ReplicatedShopsCollection.Name)]
public sealed partial class ManyBuyersTests(ReplicatedShops shops)
{
    private const int Buyers = 500;

    /// <summary>Readers and writers have as many each.</summary>
    private const int Connections = 4;

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task One_gets_it_and_pays_once_and_all_others_get_a_clear_answer(ServerKind kind)
    {
        var shop = await shops.Of(kind);
        var processes = new List<ReplicatedShop>();
        try
        {
            for (var i = 0; i < 3; i++)
            {
                processes.Add(await shop.StartAnotherAsync(("Database__ConnectionString", $"{shop.ConnectionString};Maximum Pool Size={Connections}")));
            }

            var sku = await OneUnit(shop);
            var sold = await Sold(shop, sku);

            var ends = await Task.WhenAll(Enumerable.Range(0, Buyers).Select(buyer => Task.Run(() => Buys(processes[buyer % processes.Count].Address, sku, buyer))));

            ends.Count(end => end == "paid").ShouldBe(1);
            ends.Where(end => end != "paid").ShouldAllBe(end => end == "Someone else was faster" || end.Contains("sold out", StringComparison.Ordinal));
            (await Sold(shop, sku)).ShouldBe(sold + 1);
            (await shop.CountAsync($"payments_payments WHERE captured > 0 AND id IN (SELECT order_id FROM {ReplicaSet.User}.ordering_order_lines WHERE sku = '{sku}')")).ShouldBe(sold + 1);
            foreach (var process in processes)
            {
                process.Output.ShouldNotContain("Deadlock found");
            }

            await shop.ShouldBalance();
        }
        finally
        {
            foreach (var process in processes)
            {
                await process.DisposeAsync();
            }
        }
    }

    private static async Task<string> OneUnit(ReplicatedShop shop)
    {
        var sku = await shop.Set.Primary.ReadAsync(
            $"SELECT sku FROM {ReplicaSet.User}.catalog_variants WHERE price IS NOT NULL AND reserved = 0 AND available >= 500 ORDER BY id DESC LIMIT 1", reader => reader.GetString(0));
        await shop.Set.Primary.ExecuteAsync(
            $"UPDATE {ReplicaSet.User}.catalog_variants SET received = received - available + 1, available = 1 WHERE sku = '{sku}'");
        return sku;
    }

    private static Task<long> Sold(ReplicatedShop shop, string sku) => shop.CountAsync($"ordering_order_lines WHERE sku = '{sku}'");

    /// <summary>Answers <c>paid</c>, or the words with which the shop sent the buyer away.</summary>
    private static async Task<string> Buys(Uri address, string sku, int buyer)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        using var added = await Sends(browser, "/cart/add", ("sku", sku), ("quantity", "1"));
        if (added.StatusCode != HttpStatusCode.SeeOther)
        {
            return await Refusal(added);
        }

        using var told = await Sends(
            browser, "/checkout",
            ("email", $"buyer{buyer}@example.com"), ("name", "Ann Lee"), ("line1", "1 Main St"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"));
        using var chosen = await Sends(browser, "/checkout/shipping", ("shipping", "standard"));
        using var review = await browser.GetAsync(new Uri("/checkout/review", UriKind.Relative));
        if (review.StatusCode != HttpStatusCode.OK)
        {
            return await Refusal(review);
        }

        using var placed = await Sends(browser, "/checkout/place", ("quote", Quote().Match(await review.Content.ReadAsStringAsync()).Groups[1].Value));
        if (placed.StatusCode != HttpStatusCode.SeeOther)
        {
            return await Refusal(placed);
        }

        var pay = placed.Headers.Location!.OriginalString;
        using var paid = await Sends(browser, pay, ("card", "4242424242424242"));
        return paid.Headers.Location?.OriginalString == pay[..pay.LastIndexOf('/')] ? "paid" : await Refusal(paid);
    }

    private static Task<HttpResponseMessage> Sends(HttpClient browser, string path, params (string Name, string Value)[] fields) =>
        browser.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private static async Task<string> Refusal(HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, page);
        return Heading().Match(page).Groups[1].Value is "Someone else was faster" and var heading ? heading : page;
    }

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex Quote();

    [GeneratedRegex("<h1>([^<]+)</h1>")]
    private static partial Regex Heading();
}
