using GigGatek.Client;
using GigGatek.Client.Models;
using GigGatek.Tests.Integration.Web;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace GigGatek.Tests.Integration.Api;

/// <summary>How programs come to the shop: through the client that is generated from its document.</summary>
internal static class ApiShop
{
    public static GigGatekClient NewClient(this FurnishedShop shop) =>
        new(new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: shop.Nobody) { BaseUrl = shop.Shop.Address.GetLeftPart(UriPartial.Authority) });

    /// <summary>What a call was refused with.</summary>
    public static async Task<Problem> ShouldBeRefused(this Task call) => await Should.ThrowAsync<Problem>(() => call);
}
