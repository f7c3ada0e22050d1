using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Providers.Test;

/// <summary>Which addresses are this shop's: the public one, and those that the server listens on.</summary>
internal sealed class ShopAddresses(IOptions<ShopOptions> shop, IOptions<PaymentsOptions> payments, IServer? server = null)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];
    private static readonly string[] AnyAddress = ["[::]", "0.0.0.0", "+", "*"];

    /// <summary>True for an absolute http address of this shop, so that nobody is sent elsewhere.</summary>
    public bool IsOurs(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0
        && (SameAuthority(uri, new Uri(shop.Value.PublicUrl)) || Bound().Any(bound => SameAuthority(uri, bound) || IsLoopback(uri, bound)));

    /// <summary>Where webhooks go. The server itself where it can be reached, so that they work behind any proxy.</summary>
    public Uri WebhookUrl(string providerName)
    {
        var root = payments.Value.Test.WebhookUrl is { } configured ? new Uri(configured) : Bound().FirstOrDefault(new Uri(shop.Value.PublicUrl));
        return payments.Value.Test.WebhookUrl is null ? new Uri(root, $"/webhooks/payments/{providerName}") : root;
    }

    private static bool SameAuthority(Uri left, Uri right) =>
        left.Scheme == right.Scheme && left.Authority.Equals(right.Authority, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(Uri uri, Uri bound) =>
        uri.Scheme == bound.Scheme && uri.Port == bound.Port && Loopback.Contains(uri.Host) && Loopback.Contains(bound.Host);

    private IEnumerable<Uri> Bound() =>
        (server?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        .OrderBy(address => address, StringComparer.Ordinal)    // http before https: no certificate needed on the way to itself
        .Select(address => new Uri(AnyAddress.Aggregate(address, (text, any) => text.Replace($"//{any}:", "//localhost:", StringComparison.Ordinal))));
}
