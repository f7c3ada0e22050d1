using System.Net;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Redis;

/// <summary>Two processes without Redis: slower to agree, never wrong for long.</summary>
[Trait("Database", "any")]
public sealed class NoRedisTests : IAsyncLifetime
{
    private readonly TestShop _first = new();
    private readonly TestShop _second;

    public NoRedisTests() => _second = new TestShop { Beside = _first };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _first.InitializeAsync();
        await _second.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    /// <summary>Its page lives for ten minutes, so the follower of changes has dropped it.</summary>
    [Fact]
    public async Task Whichever_process_changes_a_product_both_show_it()
    {
        var sku = await _first.HasPart(cents: 111_00);
        var path = "/p/" + (await _first.Offer(sku)).ProductSlug;
        foreach (var (from, price) in new[] { (_first, 122_00L), (_second, 133_00L) })
        {
            await from.Costs(sku, price);
            foreach (var node in new[] { _first, _second })
            {
                using var browser = node.NewBrowser();
                await TestShop.Until(async () => (await browser.Read(path)).Contains($"{price / 100}.00", StringComparison.Ordinal), "the new price");
            }
        }
    }

    [Fact]
    public async Task Whoever_signs_in_at_one_process_is_in_at_the_other()
    {
        var (_, phone) = await _first.HasCustomer("two@example.com");
        (await phone.IsSignedInAt(_second)).ShouldBeTrue();    // his account is remembered there from now on
        using var desk = await _first.SignsIn("two@example.com");
        (await desk.IsSignedInAt(_second)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_cart_is_counted_as_it_is()
    {
        var sku = await _first.HasPart();
        using var browser = _first.NewBrowser();
        using var added = await browser.Send("/cart/add", ("sku", sku), ("quantity", "1"));
        var cookie = added.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_second.Address, "/me/summary"));
        request.Headers.Add("Cookie", cookie);
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false });

        using var answer = await plain.SendAsync(request, Ct);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Body()).ShouldContain("\"cartCount\":1");
    }
}
