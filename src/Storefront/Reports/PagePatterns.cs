using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Reports;

/// <summary>Which kind of page an address is: its route's pattern, so that no order's secret, search or name is kept with what happened there.</summary>
internal sealed class PagePatterns(EndpointDataSource endpoints, IOptions<ShopOptions> shop)
{
    private const string NoPage = "no page";

    private readonly Uri _publicUrl = new(shop.Value.PublicUrl);

    private readonly Lazy<IReadOnlyList<(string Pattern, TemplateMatcher Matcher)>> _pages = new(() =>
        [.. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) ?? true)
            .OrderBy(endpoint => endpoint.RoutePattern.InboundPrecedence)    // as routing chooses: the most exact first
            .Select(endpoint => ("/" + endpoint.RoutePattern.RawText!.Trim('/'), new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), [])))]);

    /// <summary>Null for an address that is not of this shop, seen under its own name or the one that the browser asked for.</summary>
    public string? Find(string? address, string host)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !IsOurs(uri, host))
        {
            return null;
        }

        var path = new PathString(Uri.UnescapeDataString(uri.AbsolutePath));
        return _pages.Value.FirstOrDefault(page => page.Matcher.TryMatch(path, [])).Pattern ?? NoPage;
    }

    public bool IsOurs(Uri uri, string host) =>
        uri.Scheme is "http" or "https" && (uri.Authority.Equals(host, StringComparison.OrdinalIgnoreCase) || uri.Authority.Equals(_publicUrl.Authority, StringComparison.OrdinalIgnoreCase));
}
