using System.Net;
using GigGatek.Catalog.Demo;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Caching;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Api;
using GigGatek.Tests.Integration.Ordering;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Tests.Integration.Web;

/// <summary>
/// A shop in the middle of its day: goods, an owner, Ada with twenty orders and a full cart, Bob with one order and one
/// thing in his cart. Shared by the tests that walk its addresses.
/// </summary>
public sealed class FurnishedShop : IAsyncLifetime
{
    public const string AdasName = "Adelheid Quartermain";
    public const string AdasStreet = "77 Unmistakable Lane";
    public const string AdasEmail = "adelheid@example.com";

    public TestShop Shop { get; } = new();

    public Person Ada { get; private set; } = null!;

    public Person Bob { get; private set; } = null!;

    public HttpClient Owner { get; private set; } = null!;

    public long OwnerId { get; private set; }

    /// <summary>The owner's program, with a key for everything.</summary>
    public HttpClient OwnersPartner { get; private set; } = null!;

    /// <summary>Nobody: a browser without any cookie, new each time.</summary>
    public HttpClient Nobody => Shop.NewBrowser();

    /// <summary>A product's name in addresses.</summary>
    public string Slug => Slugs[0];

    public IReadOnlyList<string> Slugs { get; private set; } = [];

    public string Sku { get; private set; } = "";

    public long ProductId { get; private set; }

    public long ImportId { get; private set; }

    public long ApiKeyId { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Shop.InitializeAsync();
        await Shop.Get<IDemoCatalogue>().LoadAsync(DemoSize.Small, Ct);
        var parts = await Shop.HasParts(20, units: 100);
        Sku = parts[0];
        Slugs = [.. (await Shop.Get<ICatalog>().FindOffersAsync(parts, Ct)).Select(offer => offer.ProductSlug)];
        ProductId = (await Shop.Get<ICatalogAdmin>().ListProductsAsync((await Shop.Offer(Sku)).Name, null, null, Ct)).Items[0].Id;
        ImportId = (await Shop.Get<ICatalogImports>().BeginAsync(Shoppers.Owner, "parts.jsonl", 10, null, Ct)).Value.ShouldNotBeNull().Id;
        (OwnerId, Owner) = await Shop.HasStaff("Owner");
        OwnersPartner = this.NewCaller(await this.HasKey(OwnerId, ApiScopes.All));
        await OwnersPartner.Read("/api/v1/account");    // from now on its key is known
        Ada = await Furnish(AdasEmail, AdasName, parts, orders: 20);
        ApiKeyId = (await Shop.Get<IApiKeysAdmin>().CreateAsync(Shoppers.Owner, new CreateApiKey(Ada.UserId, "Her shelf", [ApiScopes.Shop], null), Ct)).Value.ShouldNotBeNull().Key.Id;
        Bob = await Furnish("bob@example.com", "Bob Builder", [Sku], orders: 1);
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    /// <summary>Every route of the shop, with the methods that it answers.</summary>
    public IEnumerable<(string Method, string Pattern)> Routes() => Shop.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .Select(method => (method, "/" + endpoint.RoutePattern.RawText!.Trim('/'))))
        .Distinct().OrderBy(route => route.Item2, StringComparer.Ordinal);

    /// <summary>Makes every cached page be rendered anew.</summary>
    public ValueTask ForgetPages() => Shop.Get<IOutputCacheStore>().EvictByTagAsync(PublicPages.CatalogTag, Ct);

    private async Task<Person> Furnish(string email, string name, IReadOnlyList<string> parts, int orders)
    {
        var (userId, browser) = await Shop.HasCustomer(email, name);
        var address = Shoppers.Portland with { Name = name, Line1 = name == AdasName ? AdasStreet : "1 Elsewhere" };
        OrderPlacement? last = null;
        for (var order = 0; order < orders; order++)
        {
            var cart = await Shop.HasCart(parts);
            await Shop.Tells(cart, address, new Contact(email, null));
            last = (await Shop.Places(cart, (await Shop.SeesQuote(cart)).Token, userId)).Value.ShouldNotBeNull();
            await Shop.HasCode();
        }

        foreach (var sku in parts)
        {
            using var added = await browser.Send("/cart/add", ("sku", sku), ("quantity", "1"));
            added.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        using var told = await browser.Send(
            "/checkout", ("email", email), ("name", name), ("line1", address.Line1), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"));
        using var chosen = await browser.Send("/checkout/shipping", ("shipping", "standard"));
        chosen.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await chosen.Body());
        using var discount = await browser.Send("/cart/discount", ("code", await Shop.HasCode()));
        discount.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await discount.Body());
        var partner = this.NewCaller(await this.HasKey(userId));
        var client = this.NewClient(partner);
        var program = this.NewCaller((await Shop.HasSession(email)).AccessToken);
        return new Person(userId, browser, last.ShouldNotBeNull(), partner, await client.HasCartOf(parts), await client.HasWebhook(), program);
    }
}

/// <summary>A customer with a session, a cart and an order.</summary>
/// <param name="Partner">His program, with a key of his.</param>
/// <param name="PartnersCart">Its cart, with an address.</param>
/// <param name="PartnersWebhook">Where it is told of a shipment, if there ever is one.</param>
/// <param name="Program">One that he has signed in.</param>
public sealed record Person(long UserId, HttpClient Browser, OrderPlacement Order, HttpClient Partner, string PartnersCart, string PartnersWebhook, HttpClient Program);
