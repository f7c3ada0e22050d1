using GigGatek.Api.Answers;
using GigGatek.Api.Documents;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Caching;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Catalog;

/// <summary>What the shop has. The same for everyone, so it needs no key, is rendered once and kept until something changes.</summary>
internal static class CatalogEndpoints
{
    private const int MostSkus = 50, MostSimilar = 24, DefaultSimilar = 6, LongestText = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly QueryParameter Skus = new("sku", ParameterKind.Text, $"A SKU; at most {MostSkus}.") { IsList = true, IsRequired = true, Example = Examples.Sku };
    private static readonly QueryParameter SimilarSize = new("size", ParameterKind.Integer, $"How many; {DefaultSimilar} when left out.") { Least = 1, Most = MostSimilar };
    private static readonly QueryParameter Typed = new("q", ParameterKind.Text, "What was typed; fewer than two letters suggest nothing.") { Most = LongestText, IsRequired = true, Example = "ryz" };

    public static void MapCatalog(this IEndpointRouteBuilder api)
    {
        var catalog = api.MapGroup("").WithTags("Catalog");
        catalog.MapGet("/categories", ListCategories).CachePublicly(Lifetime)
            .Describe("listCategories", "All categories", "The whole tree, parents before their children.").Answers(Examples.Categories);
        catalog.MapGet("/grades", ListGrades).CachePublicly(Lifetime)
            .Describe("listGrades", "What the grades promise", "Best first.").Answers(Examples.Grades);
        catalog.MapGet("/products", ListProducts).CachePublicly(Lifetime, "*").CountAs(RateLimitClass.Search).Takes([.. ProductsQuery.Narrowing, .. ProductsQuery.Paging])
            .Describe("listProducts", "Find products", "By category, words, attributes, price, grade and stock. Pages stay right while products come and go.")
            .Answers(Examples.Listing).Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        catalog.MapGet("/facets", ListFacets).CachePublicly(Lifetime, "*").CountAs(RateLimitClass.Search).Takes(ProductsQuery.Narrowing)
            .Describe("listFacets", "What products can be narrowed by", "Takes what the list of products takes, and counts what would be left.")
            .Answers(Examples.Facets).Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        catalog.MapGet("/products/{slug}", FindProduct).CachePublicly(Lifetime)
            .Describe("findProduct", "One product", "With its variants, their prices and stock.").Answers(Examples.Product).Refuses(StatusCodes.Status404NotFound);
        catalog.MapGet("/products/{slug}/similar", ListSimilar).CachePublicly(Lifetime, SimilarSize.Name).Takes(SimilarSize)
            .Describe("listSimilarProducts", "Products like one", "Of its category at neighbouring prices, nearest first.")
            .Answers(Examples.Similar).Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        catalog.MapGet("/suggestions", Suggest).CachePublicly(Lifetime, Typed.Name).CountAs(RateLimitClass.Search).Takes(Typed)
            .Describe("listSuggestions", "What someone may mean while typing", "Up to eight.").Answers(Examples.Suggestions).Refuses(StatusCodes.Status400BadRequest);
        catalog.MapGet("/offers", ListOffers).Takes(Skus)
            .Describe("listOffers", "Prices and stock of SKUs", "At this moment; unknown ones are left out. Kept by nobody.")
            .Answers(Examples.Offers).Refuses(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListCategories(HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        context.Tag("home");
        return Public(new Page<Category>([.. (await catalog.ListCategoriesAsync(ct)).Select(Category.Of)], null));
    }

    private static async Task<IResult> ListGrades(ICatalog catalog, CancellationToken ct) =>
        Public(new Page<GradePromise>([.. (await catalog.ListGradesAsync(ct)).Select(GradePromise.Of)], null));

    private static async Task<IResult> ListProducts(HttpContext context, ICatalog catalog, ShopAddress shop, CancellationToken ct)
    {
        var listing = await Browse(context, catalog, query => query, ct);
        return listing.Succeeded
            ? Public(new ProductListing(
                [.. listing.Value.Cards.Select(card => ProductSummary.Of(card, shop))], listing.Value.Next, listing.Value.Total, listing.Value.CorrectedText))
            : Refuse(listing.Error, context);
    }

    private static async Task<IResult> ListFacets(HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        var listing = await Browse(context, catalog, query => query with { Size = 1, Cursor = null }, ct);
        return listing.Succeeded ? Public(Facets.Of(listing.Value)) : Refuse(listing.Error, context);
    }

    private static async Task<Result<Contracts.Catalog.ProductListing>> Browse(HttpContext context, ICatalog catalog, Func<ProductQuery, ProductQuery> shape, CancellationToken ct)
    {
        var query = ProductsQuery.Read(context.Request.Query);
        if (!query.Succeeded)
        {
            return query.Error;
        }

        var listing = await catalog.BrowseAsync(shape(query.Value), ct);
        context.Tag(query.Value.CategorySlug is { } slug ? "category:" + slug : "search");
        foreach (var inside in query.Value.CategorySlug is null ? [] : listing.Categories)
        {
            context.Tag("category:" + inside.Value);
        }

        return query.Value.CategorySlug is { } asked && listing.Category is null ? Error.NotFound($"There is no category called “{asked}”. /api/v1/categories lists them.")
            : listing.CursorIsUnknown ? Error.Invalid("bad_query", "This cursor is none of this order. Begin without one.", "cursor")
            : listing;
    }

    private static async Task<IResult> FindProduct(string slug, HttpContext context, ICatalog catalog, ShopAddress shop, CancellationToken ct)
    {
        context.Tag("product:" + slug);
        return await catalog.FindProductAsync(slug, ct) is { } product ? Public(Product.Of(product, shop)) : NoSuchProduct(context);
    }

    private static async Task<IResult> ListSimilar(string slug, HttpContext context, ICatalog catalog, ShopAddress shop, CancellationToken ct)
    {
        context.Tag("product:" + slug);
        var size = context.Request.Query[SimilarSize.Name].ToString();
        var count = DefaultSimilar;
        if (size.Length > 0 && !(int.TryParse(size, out count) && count is >= 1 and <= MostSimilar))
        {
            return Refuse(Error.Invalid("bad_query", $"“size” is a number from 1 to {MostSimilar}.", SimilarSize.Name), context);
        }

        return await catalog.FindProductAsync(slug, ct) is null
            ? NoSuchProduct(context)
            : Public(new Page<ProductSummary>([.. (await catalog.ListSimilarAsync(slug, count, ct)).Select(card => ProductSummary.Of(card, shop))], null));
    }

    private static async Task<IResult> Suggest(HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        var text = context.Request.Query[Typed.Name].ToString().Trim();
        return text.Length > LongestText
            ? Refuse(Error.Invalid("bad_query", $"“q” has at most {LongestText} letters.", Typed.Name), context)
            : Public(new Page<Suggestion>([.. (await catalog.SuggestAsync(text, ct)).Select(Suggestion.Of)], null));
    }

    private static async Task<IResult> ListOffers(HttpContext context, ICatalog catalog, CancellationToken ct)
    {
        var skus = context.Request.Query[Skus.Name].OfType<string>().Where(sku => sku.Length > 0).ToList();
        if (skus.Count is 0 or > MostSkus)
        {
            return Refuse(Error.Invalid("bad_query", $"Name 1 to {MostSkus} SKUs, each as a “sku” of its own.", Skus.Name), context);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Page<Offer>([.. (await catalog.FindOffersAsync(skus, ct)).Select(Offer.Of)], null));
    }

    private static PublicAnswer<T> Public<T>(T value) => new(value);

    private static IResult NoSuchProduct(HttpContext context) => Refuse(Error.NotFound("There is no product at this address. It may have been renamed: search for its name."), context);

    /// <summary>A query that cannot be read is 400; 422 is for bodies that can.</summary>
    private static IResult Refuse(Error error, HttpContext context) =>
        error.ToProblem(context, error.Kind == ErrorKind.Invalid ? StatusCodes.Status400BadRequest : null);
}
