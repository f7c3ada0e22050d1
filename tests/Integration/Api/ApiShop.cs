using GigGatek.Client;
using GigGatek.Client.Models;
using GigGatek.Tests.Integration.Web;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace GigGatek.Tests.Integration.Api;

/// <summary>How programs come to the shop: through the client that is generated from its document.</summary>
internal static class ApiShop
{
    /// <summary>They share one shop, which all of them only read but for a price.</summary>
    public const string Collection = "Api";

    public static GigGatekClient NewClient(this FurnishedShop shop) =>
        new(new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: shop.Nobody) { BaseUrl = shop.Shop.Address.GetLeftPart(UriPartial.Authority) });

    /// <summary>What a call was refused with.</summary>
    public static async Task<Problem> ShouldBeRefused(this Task call) => await Should.ThrowAsync<Problem>(() => call);
}

/// <summary>The shop that they share.</summary>
[CollectionDefinition(ApiShop.Collection)]
public sealed class ApiCollection : ICollectionFixture<FurnishedShop>;
