using System.Globalization;
using System.Xml.Linq;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Sitemap;

/// <summary>
/// Every public page for search engines (https://www.sitemaps.org/protocol.html). The index names one file per 5,000
/// products by the key after which it begins, so that each file is one statement.
/// </summary>
internal static class SitemapEndpoints
{
    private static readonly XNamespace Schema = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly string[] FixedPages = ["/", "/help/grades", "/help/warranty", "/help/returns", "/help/shipping", "/api", "/api/problems"];

    public static void MapSitemap(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sitemap.xml", ShowIndex).CachePublicly(Lifetime);
        app.MapGet("/sitemaps/pages.xml", ShowPages).CachePublicly(Lifetime);
        app.MapGet("/sitemaps/products.xml", ShowProducts).CachePublicly(Lifetime, "after");
    }

    private static async Task<IResult> ShowIndex(ICatalog catalog, IOptions<ShopOptions> shop, CancellationToken ct)
    {
        var files = new List<string> { "/sitemaps/pages.xml" };
        string? after = null;
        do
        {
            files.Add("/sitemaps/products.xml" + (after is null ? "" : "?after=" + Uri.EscapeDataString(after)));
            after = (await catalog.ListProductLinksAsync(after, ct)).Next;
        }
        while (after is not null);

        return Xml(new XElement(Schema + "sitemapindex", files.Select(file => new XElement(Schema + "sitemap", Location(shop, file)))));
    }

    private static async Task<IResult> ShowPages(ICatalog catalog, IOptions<ShopOptions> shop, CancellationToken ct)
    {
        var categories = (await catalog.ListCategoriesAsync(ct)).Where(category => category.Products > 0).Select(category => "/c/" + category.Slug);
        return Xml(new XElement(Schema + "urlset", FixedPages.Concat(categories).Select(path => new XElement(Schema + "url", Location(shop, path)))));
    }

    private static async Task<IResult> ShowProducts(string? after, ICatalog catalog, IOptions<ShopOptions> shop, CancellationToken ct)
    {
        var links = await catalog.ListProductLinksAsync(string.IsNullOrEmpty(after) ? null : after, ct);
        return Xml(new XElement(Schema + "urlset", links.Items.Select(link => new XElement(
            Schema + "url",
            Location(shop, "/p/" + link.Slug),
            new XElement(Schema + "lastmod", link.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))))));
    }

    private static XElement Location(IOptions<ShopOptions> shop, string path) => new(Schema + "loc", shop.Value.PublicUrl + path);

    private static IResult Xml(XElement root) =>
        TypedResults.Text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting), "application/xml; charset=utf-8");
}
