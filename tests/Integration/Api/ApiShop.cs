using System.Net.Http.Headers;
using GigGatek.Client;
using GigGatek.Client.Models;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Web;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace GigGatek.Tests.Integration.Api;

/// <summary>How programs come to the shop: through the client that is generated from its document.</summary>
internal static class ApiShop
{
    /// <summary>They share one shop, which all of them only read but for a price.</summary>
    public const string Collection = "Api";

    private static int _programs;

    public static NewDelivery Portland { get; } = new()
    {
        Contact = new() { Email = "buyer@partner.example" },
        Address = new() { Name = "Grace Hopper", Line1 = "500 SW Harrison St", City = "Portland", Region = "OR", PostalCode = "97201", Country = "US" },
    };

    public static GigGatekClient NewClient(this FurnishedShop shop) => shop.NewClient(shop.Nobody);

    /// <summary>A partner's: with a key of an account.</summary>
    public static async Task<GigGatekClient> NewPartner(this FurnishedShop shop, Person person, params IReadOnlyList<string> scopes) =>
        shop.NewClient(shop.NewCaller(await shop.HasKey(person.UserId, scopes)));

    /// <summary>The owner's program, with a key for this.</summary>
    public static async Task<GigGatekClient> NewOffice(this FurnishedShop shop, params IReadOnlyList<string> scopes) =>
        shop.NewClient(shop.NewCaller(await shop.HasKey(shop.OwnerId, scopes)));

    public static Task<string> HasKey(this FurnishedShop shop, long userId, params IReadOnlyList<string> scopes) => shop.Shop.HasKey(userId, scopes);

    public static async Task<string> HasKey(this TestShop shop, long userId, params IReadOnlyList<string> scopes) =>
        (await shop.Get<IApiKeysAdmin>().CreateAsync(
            Shoppers.Owner, new CreateApiKey(userId, $"program {Interlocked.Increment(ref _programs)}", scopes.Count == 0 ? [ApiScopes.Shop] : scopes, null), TestContext.Current.CancellationToken)).Value.ShouldNotBeNull().Secret;

    /// <summary>A program that a person has signed in.</summary>
    public static async Task<ApiTokens> HasSession(this TestShop shop, string email, params IReadOnlyList<string> scopes) =>
        (await shop.Get<IApiSessions>().OpenAsync(new OpenApiSession(email, People.Password, "A program", scopes.Count == 0 ? [ApiScopes.Shop] : scopes, "127.0.0.1"), TestContext.Current.CancellationToken))
            .Value.ShouldNotBeNull();

    /// <summary>Sends a key with each call, and a name with each that changes something, as a partner's program would.</summary>
    public static HttpClient NewCaller(this TestShop shop, string? key) => new(new NamesCalls(key) { InnerHandler = new SocketsHttpHandler { UseCookies = false } })
    {
        BaseAddress = shop.Address,
    };

    public static HttpClient NewCaller(this FurnishedShop shop, string? key) => shop.Shop.NewCaller(key);

    /// <summary>A cart with one of each, that is sent to Portland; answers its id.</summary>
    public static async Task<string> HasCartOf(this GigGatekClient partner, params IReadOnlyList<string> skus)
    {
        var api = partner.Api.V1;
        var ct = TestContext.Current.CancellationToken;
        var cart = (await api.Carts.PostAsync(new NewCart { Lines = [.. skus.Select(sku => new NewCartLine { Sku = sku, Quantity = 1 })] }, cancellationToken: ct))!.Id!;
        await api.Carts[cart].Delivery.PutAsync(Portland, cancellationToken: ct);
        await api.Carts[cart].Shipping.PutAsync(new ShippingCode { Code = "standard" }, cancellationToken: ct);
        return cart;
    }

    /// <summary>An address that nobody has (RFC 6761), told of shipments; answers its id.</summary>
    public static async Task<string> HasWebhook(this GigGatekClient partner) => (await partner.Api.V1.Webhooks.PostAsync(
        new NewWebhook { Url = "https://partner.invalid/hooks", Events = ["order.shipped"] }, cancellationToken: TestContext.Current.CancellationToken))!.Webhook!.Id!;

    /// <summary>What a call was refused with.</summary>
    public static async Task<Problem> ShouldBeRefused(this Task call) => await Should.ThrowAsync<Problem>(() => call);

    public static GigGatekClient NewClient(this FurnishedShop shop, HttpClient http) => shop.Shop.NewClient(http);

    public static GigGatekClient NewClient(this TestShop shop, HttpClient http) =>
        new(new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = shop.Address.GetLeftPart(UriPartial.Authority) });

    private sealed class NamesCalls(string? key) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (key is not null)
            {
                request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", key);
            }

            if (request.Method != HttpMethod.Get && !request.Headers.Contains("Idempotency-Key"))
            {
                request.Headers.Add("Idempotency-Key", Secrets.NewToken());
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>The shop that they share.</summary>
[CollectionDefinition(ApiShop.Collection)]
public sealed class ApiCollection : ICollectionFixture<FurnishedShop>;
