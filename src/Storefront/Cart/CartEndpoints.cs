using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Cart;

/// <summary>The cart: plain forms that answer with a redirect; a script asks for JSON instead and fetches the drawer.</summary>
internal static class CartEndpoints
{
    private const int Most = 20;

    public static void MapCart(this IEndpointRouteBuilder app)
    {
        var cart = app.MapPrivatePages("/cart");
        cart.MapGet("", ShowCart);
        cart.MapGet("/drawer", ShowDrawer);
        cart.MapPost("/add", AddToCart);
        cart.MapPost("/quantity", SetQuantity);
        cart.MapPost("/remove", RemoveLine);
        cart.MapPost("/discount", SetDiscount);
    }

    private static async Task<IResult> ShowCart(
        HttpContext context, ICarts carts, ICatalog catalog, string? removed, string? quantity, CancellationToken ct)
    {
        var cart = await FindCart(context.Request, carts, ct);
        return Pages.Show<CartPage>(new { Cart = cart, Removed = await FindRemoved(catalog, removed, quantity, ct) });
    }

    private static async Task<IResult> ShowDrawer(HttpContext context, ICarts carts, CancellationToken ct) =>
        Pages.Show<CartDrawer>(new { Cart = await FindCart(context.Request, carts, ct) });

    private static async Task<IResult> AddToCart(HttpContext context, ICarts carts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var sku = form.Text("sku", 64, "Choose a grade first: the form named no article.");
        var quantity = form["quantity"].Length == 0
            ? 1
            : form.Number("quantity", 1, Most, $"Write a quantity from 1 to {Most}.");
        if (form.IsValid)
        {
            var cartId = CartCookie.Read(context.Request);
            var added = await carts.AddAsync(cartId, sku, quantity, ct);
            if (added.Succeeded)
            {
                var isNew = added.Value.CartId != cartId;
                var keptId = isNew && context.User.UserId() is { } userId ? await carts.MergeAsync(added.Value.CartId, userId, ct) : null;
                CartCookie.Write(context, keptId ?? added.Value.CartId);    // begun while signed in, it is the account's from the start
                return WantsJson(context.Request) ? Results.Json(new { count = added.Value.Count }) : SeeOther.To("/cart");
            }

            form.Refuse(added.Error);
            return await Refuse(context, carts, form, added.Error, ct);
        }

        return await Refuse(context, carts, form, Invalid(form), ct);
    }

    private static async Task<IResult> SetQuantity(HttpContext context, ICarts carts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var sku = form.Text("sku", 64, "The form named no article.");
        var quantity = form.Number("quantity", 0, Most, $"Write a quantity from 0 to {Most}; 0 removes the line.");
        return await Change(context, carts, form, (cartId, token) => carts.SetQuantityAsync(cartId, sku, quantity, token), "/cart", ct);
    }

    private static async Task<IResult> RemoveLine(HttpContext context, ICarts carts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var sku = form.Text("sku", 64, "The form named no article.");
        var undo = $"/cart?removed={Uri.EscapeDataString(sku)}&quantity={Uri.EscapeDataString(form["quantity"])}";
        return await Change(context, carts, form, (cartId, token) => carts.SetQuantityAsync(cartId, sku, 0, token), undo, ct);
    }

    private static async Task<IResult> Change(
        HttpContext context, ICarts carts, PageForm form, Func<string, CancellationToken, Task<Result<CartChanged>>> change, string next, CancellationToken ct)
    {
        if (!form.IsValid)
        {
            return await Refuse(context, carts, form, Invalid(form), ct);
        }

        if (CartCookie.Read(context.Request) is not { } cartId)
        {
            return SeeOther.To("/cart");
        }

        var changed = await change(cartId, ct);
        if (changed.Succeeded)
        {
            return WantsJson(context.Request) ? Results.Json(new { count = changed.Value.Count }) : SeeOther.To(next);
        }

        form.Refuse(changed.Error);
        return await Refuse(context, carts, form, changed.Error, ct);
    }

    private static async Task<IResult> SetDiscount(HttpContext context, ICarts carts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var remove = form["remove"].Length > 0;
        var code = remove ? null : form.Text("code", 40, "Write the code as it was given to you, such as BENCH10.");
        if (!form.IsValid)
        {
            return await Refuse(context, carts, form, Invalid(form), ct);
        }

        if (CartCookie.Read(context.Request) is not { } cartId)
        {
            return SeeOther.To("/cart");
        }

        var applied = await carts.SetDiscountAsync(cartId, code, ct);
        if (applied.Succeeded)
        {
            return SeeOther.To("/cart");
        }

        form.Refuse("code", applied.Error.Message);
        return await Refuse(context, carts, form, applied.Error, ct);
    }

    private static async Task<IResult> Refuse(HttpContext context, ICarts carts, PageForm form, Error error, CancellationToken ct) =>
        WantsJson(context.Request)
            ? error.ToProblem(context)
            : Pages.Show<CartPage>(new { Cart = await FindCart(context.Request, carts, ct), Form = form }, Problems.StatusOf(error));

    private static Error Invalid(PageForm form)
    {
        var (field, reason) = form.Refusals.First();
        return Error.Invalid("invalid", reason, field);
    }

    private static async Task<Contracts.Ordering.Cart?> FindCart(HttpRequest request, ICarts carts, CancellationToken ct) =>
        CartCookie.Read(request) is { } cartId ? await carts.FindAsync(cartId, ct) : null;

    /// <summary>What was just removed, so that it can be put back. The address is only a hint; the article is looked up.</summary>
    private static async Task<RemovedLine?> FindRemoved(ICatalog catalog, string? sku, string? quantity, CancellationToken ct)
    {
        if (sku is not { Length: > 0 and <= 64 })
        {
            return null;
        }

        var units = int.TryParse(quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 1, Most) : 1;
        return await catalog.FindOffersAsync([sku], ct) is [var offer] ? new RemovedLine(offer, units) : null;
    }

    private static bool WantsJson(HttpRequest request) =>
        request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A line that was just removed.</summary>
public sealed record RemovedLine(Offer Offer, int Quantity);
