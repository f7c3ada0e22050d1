namespace GigGatek.Tests.Integration.Web;

/// <summary>A GET route, who opens it, and how many SQL statements it may take at most.</summary>
/// <param name="Path">Its address where much is shown.</param>
/// <param name="Few">Where little is shown: must take as many.</param>
/// <param name="IsPublic">Cached, and the same for everybody.</param>
internal sealed record RouteNumber(int Most, Func<FurnishedShop, HttpClient> Who, Func<FurnishedShop, string> Path, Func<FurnishedShop, (HttpClient Who, string Path)>? Few = null, bool IsPublic = false)
{
    public static RouteNumber Public(int most, string path) => new(most, shop => shop.Nobody, _ => path, IsPublic: true);

    public static RouteNumber Public(int most, Func<FurnishedShop, string> path) => new(most, shop => shop.Nobody, path, IsPublic: true);

    public static RouteNumber Open(int most, string path) => new(most, shop => shop.Nobody, _ => path);

    public static RouteNumber Own(int most, Func<Person, string> path) =>
        new(most, shop => shop.Ada.Browser, shop => path(shop.Ada), shop => (shop.Bob.Browser, path(shop.Bob)));

    /// <summary>For his program.</summary>
    public static RouteNumber Partner(int most, Func<Person, string> path) =>
        new(most, shop => shop.Ada.Partner, shop => path(shop.Ada), shop => (shop.Bob.Partner, path(shop.Bob)));

    public static RouteNumber Admin(int most, string path, Func<FurnishedShop, string>? few = null) =>
        new(most, shop => shop.Owner, _ => path, few is null ? null : shop => (shop.Owner, few(shop)));
}

/// <summary>The number of every GET route. Whoever adds a route says here what it may take.</summary>
internal static class RouteNumbers
{
    public static IReadOnlyDictionary<string, RouteNumber> All { get; } = new Dictionary<string, RouteNumber>
    {
        ["/"] = RouteNumber.Public(2, "/"),
        ["/c/{category}"] = RouteNumber.Public(4, "/c/cpu?grade=Good&stock=1&sort=price-up"),
        ["/search"] = RouteNumber.Public(4, "/search?q=ryzen"),
        ["/search/suggestions"] = RouteNumber.Public(3, "/search/suggestions?q=ryz"),
        ["/p/{slug}"] = RouteNumber.Public(2, shop => $"/p/{shop.Slug}"),
        ["/drawings/{slug}.svg"] = RouteNumber.Public(1, shop => $"/drawings/{shop.Slug}.svg"),
        ["/compare"] = RouteNumber.Public(1, shop => $"/compare?{string.Join('&', shop.Slugs.Take(4).Select(slug => $"p={slug}"))}") with { Few = shop => (shop.Nobody, $"/compare?p={shop.Slug}") },
        ["/help/grades"] = RouteNumber.Public(0, "/help/grades"),
        ["/help/warranty"] = RouteNumber.Public(0, "/help/warranty"),
        ["/help/returns"] = RouteNumber.Public(0, "/help/returns"),
        ["/help/shipping"] = RouteNumber.Public(0, "/help/shipping"),
        ["/sitemap.xml"] = RouteNumber.Public(1, "/sitemap.xml"),
        ["/sitemaps/pages.xml"] = RouteNumber.Public(0, "/sitemaps/pages.xml"),
        ["/sitemaps/products.xml"] = RouteNumber.Public(1, "/sitemaps/products.xml"),
        ["/robots.txt"] = RouteNumber.Public(0, "/robots.txt"),
        ["/assets/{**name}"] = RouteNumber.Open(0, "/assets/none.css"),
        ["/health/live"] = RouteNumber.Open(0, "/health/live"),
        ["/health/ready"] = RouteNumber.Open(1, "/health/ready"),
        ["/info"] = RouteNumber.Open(0, "/info"),

        ["/api"] = RouteNumber.Public(0, "/api"),
        ["/api/reference"] = RouteNumber.Public(0, "/api/reference"),
        ["/api/problems"] = RouteNumber.Public(0, "/api/problems"),
        ["/api/problems/{code}"] = RouteNumber.Public(0, "/api/problems/bad_query"),
        ["/api/v1/openapi.json"] = RouteNumber.Public(0, "/api/v1/openapi.json"),
        ["/api/v1/categories"] = RouteNumber.Public(1, "/api/v1/categories"),
        ["/api/v1/grades"] = RouteNumber.Public(0, "/api/v1/grades"),
        ["/api/v1/products"] = RouteNumber.Public(4, "/api/v1/products?category=cpu&grade=good&stock=1&sort=price-up"),
        ["/api/v1/facets"] = RouteNumber.Public(4, "/api/v1/facets?category=cpu"),
        ["/api/v1/products/{slug}"] = RouteNumber.Public(1, shop => $"/api/v1/products/{shop.Slug}"),
        ["/api/v1/products/{slug}/similar"] = RouteNumber.Public(2, shop => $"/api/v1/products/{shop.Slug}/similar"),
        ["/api/v1/suggestions"] = RouteNumber.Public(3, "/api/v1/suggestions?q=ryz"),
        ["/api/v1/offers"] = RouteNumber.Open(1, "/api/v1/offers?sku=one&sku=two"),

        ["/api/v1/countries"] = RouteNumber.Public(1, "/api/v1/countries"),
        ["/api/v1/account"] = RouteNumber.Partner(3, _ => "/api/v1/account"),
        ["/api/v1/sessions"] = new(1, shop => shop.Ada.Program, _ => "/api/v1/sessions"),
        ["/.well-known/jwks.json"] = RouteNumber.Open(0, "/.well-known/jwks.json"),
        ["/api/v1/carts/{cart}"] = RouteNumber.Partner(4, person => $"/api/v1/carts/{person.PartnersCart}"),
        ["/api/v1/carts/{cart}/delivery"] = RouteNumber.Partner(5, person => $"/api/v1/carts/{person.PartnersCart}/delivery"),
        ["/api/v1/orders"] = RouteNumber.Partner(1, _ => "/api/v1/orders"),
        ["/api/v1/orders/{number}"] = RouteNumber.Partner(4, person => $"/api/v1/orders/{person.Order.Number}"),
        ["/api/v1/webhooks"] = RouteNumber.Partner(1, _ => "/api/v1/webhooks"),
        ["/api/v1/webhooks/{webhook}"] = RouteNumber.Partner(1, person => $"/api/v1/webhooks/{person.PartnersWebhook}"),
        ["/api/v1/webhooks/{webhook}/deliveries"] = RouteNumber.Partner(2, person => $"/api/v1/webhooks/{person.PartnersWebhook}/deliveries"),
        ["/api/v1/admin/products"] = new(1, shop => shop.OwnersPartner, _ => "/api/v1/admin/products", shop => (shop.OwnersPartner, "/api/v1/admin/products?q=Testpart-000001")),
        ["/api/v1/admin/products/{product}"] = new(4, shop => shop.OwnersPartner, shop => $"/api/v1/admin/products/{shop.ProductId}"),
        ["/api/v1/admin/orders"] = new(1, shop => shop.OwnersPartner, _ => "/api/v1/admin/orders", shop => (shop.OwnersPartner, $"/api/v1/admin/orders?q={shop.Bob.Order.Number}")),
        ["/api/v1/admin/orders/{order}"] = new(
            5, shop => shop.OwnersPartner, shop => $"/api/v1/admin/orders/{shop.Ada.Order.OrderId}", shop => (shop.OwnersPartner, $"/api/v1/admin/orders/{shop.Bob.Order.OrderId}")),
        ["/api/v1/admin/discounts"] = new(1, shop => shop.OwnersPartner, _ => "/api/v1/admin/discounts"),

        ["/cart"] = RouteNumber.Own(3, _ => "/cart"),
        ["/cart/drawer"] = RouteNumber.Own(3, _ => "/cart/drawer"),
        ["/checkout"] = RouteNumber.Own(5, _ => "/checkout"),
        ["/checkout/shipping"] = RouteNumber.Own(7, _ => "/checkout/shipping"),
        ["/checkout/review"] = RouteNumber.Own(4, _ => "/checkout/review"),
        ["/checkout/place"] = RouteNumber.Own(0, _ => "/checkout/place"),
        ["/orders/{secret}"] = RouteNumber.Own(4, person => $"/orders/{person.Order.Secret}"),
        ["/orders/{secret}/pay"] = RouteNumber.Own(4, person => $"/orders/{person.Order.Secret}/pay"),
        ["/orders/{secret}/bank"] = RouteNumber.Own(4, person => $"/orders/{person.Order.Secret}/bank"),
        ["/orders/{secret}/return"] = RouteNumber.Own(7, person => $"/orders/{person.Order.Secret}/return"),
        ["/me/summary"] = RouteNumber.Own(1, _ => "/me/summary"),

        ["/account"] = RouteNumber.Own(4, _ => "/account"),
        ["/account/orders/{number}"] = RouteNumber.Own(4, person => $"/account/orders/{person.Order.Number}"),
        ["/account/password"] = RouteNumber.Own(0, _ => "/account/password"),
        ["/account/second-factor"] = RouteNumber.Own(3, _ => "/account/second-factor"),
        ["/account/sessions"] = RouteNumber.Own(2, _ => "/account/sessions"),
        ["/account/sign-in/code"] = RouteNumber.Open(0, "/account/sign-in/code"),
        ["/account/sign-in/recovery-code"] = RouteNumber.Open(0, "/account/sign-in/recovery-code"),
        ["/account/sign-in"] = RouteNumber.Open(0, "/account/sign-in"),
        ["/account/register"] = RouteNumber.Open(0, "/account/register"),
        ["/account/register/sent"] = RouteNumber.Open(0, "/account/register/sent"),
        ["/account/forgot"] = RouteNumber.Open(0, "/account/forgot"),
        ["/account/forgot/sent"] = RouteNumber.Open(0, "/account/forgot/sent"),
        ["/account/confirm"] = RouteNumber.Open(0, "/account/confirm?user=1&token=x"),
        ["/account/reset"] = RouteNumber.Open(0, "/account/reset?user=1&token=x"),

        ["/admin"] = RouteNumber.Admin(4, "/admin"),
        ["/admin/orders"] = RouteNumber.Admin(1, "/admin/orders", shop => $"/admin/orders?q={shop.Bob.Order.Number}"),
        ["/admin/orders/{id:long}"] = new(6, shop => shop.Owner, shop => $"/admin/orders/{shop.Ada.Order.OrderId}", shop => (shop.Owner, $"/admin/orders/{shop.Bob.Order.OrderId}")),
        ["/admin/products"] = RouteNumber.Admin(1, "/admin/products", _ => "/admin/products?q=Testpart-000001"),
        ["/admin/products/{id:long}"] = new(4, shop => shop.Owner, shop => $"/admin/products/{shop.ProductId}"),
        ["/admin/imports"] = RouteNumber.Admin(0, "/admin/imports"),
        ["/admin/imports/{id:long}"] = new(0, shop => shop.Owner, shop => $"/admin/imports/{shop.ImportId}"),
        ["/admin/discounts"] = RouteNumber.Admin(1, "/admin/discounts"),
        ["/admin/people"] = RouteNumber.Admin(3, "/admin/people", _ => "/admin/people?q=owner@example.com"),
        ["/admin/people/{id:long}"] = new(3, shop => shop.Owner, shop => $"/admin/people/{shop.Bob.UserId}"),
        ["/admin/api-keys"] = RouteNumber.Admin(2, "/admin/api-keys"),
        ["/admin/api-keys/{id:long}"] = new(2, shop => shop.Owner, shop => $"/admin/api-keys/{shop.ApiKeyId}"),
        ["/admin/webhooks"] = RouteNumber.Admin(1, "/admin/webhooks"),
        ["/admin/webhooks/{id:long}"] = new(5, shop => shop.Owner, shop => $"/admin/webhooks/{shop.Ada.PartnersWebhook}", shop => (shop.Owner, $"/admin/webhooks/{shop.Bob.PartnersWebhook}")),
        ["/admin/audit"] = RouteNumber.Admin(1, "/admin/audit"),
        ["/admin/reports"] = RouteNumber.Admin(1, "/admin/reports"),

        ["/dev/mail"] = RouteNumber.Open(0, "/dev/mail"),
        ["/dev/mail/{id}"] = RouteNumber.Open(0, "/dev/mail/none"),
        ["/test-bank/bank.css"] = RouteNumber.Open(0, "/test-bank/bank.css"),
        ["/test-bank/{intentId}"] = RouteNumber.Open(1, "/test-bank/none"),
    };
}
