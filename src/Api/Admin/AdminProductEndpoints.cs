using System.Globalization;
using GigGatek.Api.Answers;
using GigGatek.Api.Bodies;
using GigGatek.Api.Callers;
using GigGatek.Api.Documents;
using GigGatek.Api.Idempotency;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Admin;

/// <summary>Products, prices and stock as the shop keeps them. Nothing is changed by who has not seen it (<c>If-Match</c>).</summary>
internal static class AdminProductEndpoints
{
    private const int LongestText = 200;

    private static readonly QueryParameter Text = new("q", ParameterKind.Text, "A part of the name; without it the newest change comes first.") { Most = LongestText, Example = "ryzen" };
    private static readonly QueryParameter Category = new("category", ParameterKind.Text, "The slug of a category.") { Most = LongestText, Example = "cpu" };
    private static readonly QueryParameter Cursor = new("cursor", ParameterKind.Text, "The next of the page before, as it is.") { Most = 1000 };

    private static readonly Error NoProduct = Error.NotFound("There is no such product.");

    public static void MapAdminProducts(this IEndpointRouteBuilder api)
    {
        var products = api.MapGroup("/admin/products").WithTags("Back office: products").RequireScope(Permissions.CatalogEdit).ReadFromPrimary().ReadsBodies();
        products.MapGet("", List).Takes(Text, Category, Cursor)
            .Describe("listAdminProducts", "Products as they are kept", "Also those that the shop does not show; 50 a page.").Answers(AdminExamples.Products).Refuses(StatusCodes.Status400BadRequest);
        products.MapGet("/{product}", Find)
            .Describe("findAdminProduct", "One product as it is kept", "Its ETag is what changes of it begin from.").Answers(AdminExamples.Product).Refuses(StatusCodes.Status404NotFound);
        products.MapPut("/{product}", Edit).Repeatable().Sends(AdminExamples.Words).NeedsIfMatch()
            .Describe("editProduct", "Change the words of a product", "And whether the shop shows it.").Answers(AdminExamples.Product).Refuses(StatusCodes.Status404NotFound);
        products.MapPut("/{product}/variants/{sku}/price", SetPrice).Repeatable().Sends(AdminExamples.Price).NeedsIfMatch()
            .Describe("setVariantPrice", "Change a price", "The shop shows it at once. Orders that are placed already cost what was agreed.").Answers(AdminExamples.Product).Refuses(StatusCodes.Status404NotFound);
        products.MapPost("/{product}/variants/{sku}/stock-changes", ChangeStock).Repeatable().Sends(AdminExamples.Stock).NeedsIfMatch()
            .Describe("changeStock", "Receive units or write them off", "Never below what orders hold.").Answers(AdminExamples.Product).Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(HttpContext context, ICatalogAdmin catalog, CancellationToken ct)
    {
        var query = context.Request.Query;
        if (new[] { Text, Category, Cursor }.FirstOrDefault(parameter => query[parameter.Name].ToString().Length > parameter.Most) is { } tooLong)
        {
            return Error.Invalid("bad_query", $"“{tooLong.Name}” has at most {tooLong.Most} letters.", tooLong.Name).ToProblem(context, StatusCodes.Status400BadRequest);
        }

        var page = await catalog.ListProductsAsync(Given(Text), Given(Category), Given(Cursor), ct);
        return new OwnAnswer<Page<AdminProductSummary>>(new([.. page.Items.Select(AdminProductSummary.Of)], page.Next));

        string? Given(QueryParameter parameter) => query[parameter.Name].ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    private static async Task<IResult> Find(string product, HttpContext context, ICatalogAdmin catalog, CancellationToken ct) =>
        await Read(product, catalog, ct) is { } found ? new OwnAnswer<AdminProduct>(AdminProduct.Of(found)) : NoProduct.ToProblem(context);

    private static Task<IResult> Edit(string product, Body<ProductWords> body, HttpContext context, ICatalogAdmin catalog, CancellationToken ct) =>
        Change(context, catalog, product, found => catalog.EditAsync(
            context.Caller(), new EditProduct(found.Id, body.Value.Name, body.Value.Brand, body.Value.Description, body.Value.Published, found.Version), ct), ct);

    private static Task<IResult> SetPrice(string product, string sku, Body<VariantPrice> body, HttpContext context, ICatalogAdmin catalog, CancellationToken ct) =>
        ChangeVariant(context, catalog, product, sku, variant => catalog.ChangePriceAsync(
            context.Caller(), new ChangePrice(variant.Sku, body.Value.Price is { } price ? new Contracts.Money(price.Minor, price.Currency) : null, variant.Version), ct), ct);

    private static Task<IResult> ChangeStock(string product, string sku, Body<StockChange> body, HttpContext context, ICatalogAdmin catalog, CancellationToken ct) =>
        ChangeVariant(context, catalog, product, sku, variant => catalog.AdjustStockAsync(
            context.Caller(), new AdjustStock(variant.Sku, body.Value.Change, body.Value.Reason, variant.Version), ct), ct);

    private static Task<IResult> ChangeVariant(
        HttpContext context, ICatalogAdmin catalog, string product, string sku, Func<VariantRow, Task<Result>> change, CancellationToken ct) =>
        Change(
            context, catalog, product,
            async found => found.Variants.FirstOrDefault(variant => variant.Sku == sku) is { } variant ? await change(variant) : Error.NotFound("This product has no such SKU."),
            ct);

    private static async Task<IResult> Change(HttpContext context, ICatalogAdmin catalog, string product, Func<ProductDetails, Task<Result>> change, CancellationToken ct)
    {
        if (await Read(product, catalog, ct) is not { } found)
        {
            return NoProduct.ToProblem(context);
        }

        if (new OwnAnswer<AdminProduct>(AdminProduct.Of(found)).WhyNot(context) is { } early)
        {
            return early;
        }

        return await change(found) switch
        {
            { Error: { Code: "changed_meanwhile" } } => context.ToProblem(StatusCodes.Status412PreconditionFailed),    // between the look above and the change
            { Error: { } refusal } => refusal.ToProblem(context),
            _ => await Find(product, context, catalog, ct),
        };
    }

    private static async Task<ProductDetails?> Read(string product, ICatalogAdmin catalog, CancellationToken ct) =>
        long.TryParse(product, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await catalog.FindProductAsync(id, ct) : null;
}
