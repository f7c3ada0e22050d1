using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Admin.Products;

/// <summary>Words, prices and stock. Every form carries the version that it shows, so that two people never overwrite each other unseen.</summary>
internal static class ProductsAdminEndpoints
{
    public static void MapProductsAdmin(this RouteGroupBuilder products)
    {
        products.MapGet("", ListProducts);
        products.MapGet("/{id:long}", ShowProduct);
        products.MapPost("/{id:long}", Edit);
        products.MapPost("/{id:long}/price", ChangePrice);
        products.MapPost("/{id:long}/stock", AdjustStock);
    }

    private static async Task<IResult> ListProducts(
        string? q, string? category, string? cursor, HttpContext context, ICatalogAdmin admin, ICatalog catalog, CancellationToken ct)
    {
        var search = new ProductSearch(Short(q, 200), Short(category, 100), cursor);
        var parameters = new
        {
            Visitor = context.SignedIn(),
            Search = search,
            Categories = await catalog.ListCategoriesAsync(ct),
            Products = await admin.ListProductsAsync(search.Text, search.Category, search.Cursor, ct),
        };
        return Pages.Show<ProductsPage>(parameters);
    }

    private static async Task<IResult> ShowProduct(long id, string? done, HttpContext context, ICatalogAdmin admin, CancellationToken ct) =>
        await ProductPage(id, new PageForm(), done, StatusCodes.Status200OK, context, admin, ct);

    private static async Task<IResult> Edit(long id, HttpContext context, ICatalogAdmin admin, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var command = new EditProduct(
            id,
            form.Text("name", 300, "Write the product's name."),
            form.Text("brand", 100, "Write the brand."),
            form.Optional("description", 4000) ?? "",
            form["published"].Length > 0,
            form.Hidden("version"));
        return await Change(id, form, "words", () => admin.EditAsync(context.Actor(), command, ct), context, admin, ct);
    }

    private static async Task<IResult> ChangePrice(
        long id, HttpContext context, ICatalogAdmin admin, IOptions<ShopOptions> shop, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var sku = form.Text("sku", 64, "The form named no article.");
        Money? price = form["price"].Length == 0 ? null : form.Amount("price", shop.Value.Currency, Amounts.Wrong);
        var command = new ChangePrice(sku, price, form.Hidden("version"));
        return await Change(id, form, "price", () => admin.ChangePriceAsync(context.Actor(), command, ct), context, admin, ct);
    }

    private static async Task<IResult> AdjustStock(long id, HttpContext context, ICatalogAdmin admin, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var sku = form.Text("sku", 64, "The form named no article.");
        var change = form.Number("change", -10_000, 10_000, "Write how many came (5) or went (-2), up to 10,000.");
        if (form.IsValid && change == 0)
        {
            form.Refuse("change", "Write how many came (5) or went (-2); 0 changes nothing.");
        }

        var command = new AdjustStock(sku, change, form.Text("reason", 200, "Write why; it stands in the audit trail."), form.Hidden("version"));
        return await Change(id, form, "stock", () => admin.AdjustStockAsync(context.Actor(), command, ct), context, admin, ct);
    }

    private static async Task<IResult> Change(
        long id, PageForm form, string done, Func<Task<Result>> change, HttpContext context, ICatalogAdmin admin, CancellationToken ct)
    {
        form.Set("what", done);
        if (!form.IsValid)
        {
            return await ProductPage(id, form, null, StatusCodes.Status422UnprocessableEntity, context, admin, ct);
        }

        var changed = await change();
        return changed.Succeeded
            ? SeeOther.To($"/admin/products/{id}?done={done}")
            : await ProductPage(id, form.Refuse(changed.Error), null, Problems.StatusOf(changed.Error), context, admin, ct);
    }

    private static async Task<IResult> ProductPage(
        long id, PageForm form, string? done, int status, HttpContext context, ICatalogAdmin admin, CancellationToken ct) =>
        await admin.FindProductAsync(id, ct) is { } product
            ? Pages.Show<ProductAdminPage>(new { Visitor = context.SignedIn(), Product = product, Form = form, Done = done }, status)
            : context.Refuse(StatusCodes.Status404NotFound, "There is no such product.");

    private static string? Short(string? text, int longest) =>
        text?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, longest)] : null;
}
