using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Cart;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Checkout;

/// <summary>From cart to order in three steps: where it goes, how it travels, what it costs. Paying is the order's own page.</summary>
internal static class CheckoutEndpoints
{
    public static void MapCheckout(this IEndpointRouteBuilder app)
    {
        var checkout = app.MapPrivatePages("/checkout");
        checkout.MapGet("", ShowAddress);
        checkout.MapPost("", SaveAddress).CountAs(RateLimitClass.Checkout);
        checkout.MapGet("/shipping", ShowShipping);
        checkout.MapPost("/shipping", SaveShipping).CountAs(RateLimitClass.Checkout);
        checkout.MapGet("/review", ShowReview);
        checkout.MapPost("/place", PlaceOrder).CountAs(RateLimitClass.Checkout);
        checkout.MapGet("/place", () => SeeOther.To("/checkout/review"));
    }

    private static async Task<IResult> ShowAddress(
        HttpContext context, ICarts carts, ICheckout checkout, IAccounts accounts, IOptions<ShopOptions> shop, CancellationToken ct)
    {
        if (CartCookie.Read(context.Request) is not { } cartId || await checkout.FindAsync(cartId, ct) is not { } details)
        {
            return SeeOther.To("/cart");
        }

        var account = details.Contact is null && context.User.UserId() is { } userId ? await accounts.FindAsync(userId, ct) : null;
        var form = AddressForm.Fill(details, account, shop.Value.Country);
        return Pages.Show<AddressPage>(new { Form = form, Cart = await carts.FindAsync(cartId, ct), Countries = await checkout.ListCountriesAsync(ct) });
    }

    private static async Task<IResult> SaveAddress(HttpContext context, ICarts carts, ICheckout checkout, CancellationToken ct)
    {
        if (CartCookie.Read(context.Request) is not { } cartId)
        {
            return SeeOther.To("/cart");
        }

        var form = context.Request.ToPageForm();
        var (contact, address) = AddressForm.Read(form);
        var saved = form.IsValid ? await checkout.SetAddressAsync(cartId, contact, address, ct) : Result.Done;
        if (form.IsValid && saved.Succeeded)
        {
            return SeeOther.To("/checkout/shipping");
        }

        if (await carts.FindAsync(cartId, ct) is not { Lines.Count: > 0 } cart)
        {
            return SeeOther.To("/cart");
        }

        var status = saved.Error is { } error ? Problems.StatusOf(error) : StatusCodes.Status422UnprocessableEntity;
        return Pages.Show<AddressPage>(
            new { Form = saved.Error is null ? form : form.Refuse(saved.Error), Cart = cart, Countries = await checkout.ListCountriesAsync(ct) }, status);
    }

    private static async Task<IResult> ShowShipping(HttpContext context, ICarts carts, ICheckout checkout, CancellationToken ct) =>
        CartCookie.Read(context.Request) is { } cartId
            ? await ShippingPage(cartId, carts, checkout, null, StatusCodes.Status200OK, ct)
            : SeeOther.To("/cart");

    private static async Task<IResult> SaveShipping(HttpContext context, ICarts carts, ICheckout checkout, CancellationToken ct)
    {
        if (CartCookie.Read(context.Request) is not { } cartId)
        {
            return SeeOther.To("/cart");
        }

        var form = context.Request.ToPageForm();
        var code = form.Text("shipping", 40, "Choose how it should be shipped.");
        if (!form.IsValid)
        {
            return await ShippingPage(cartId, carts, checkout, form.RefusalOf("shipping"), StatusCodes.Status422UnprocessableEntity, ct);
        }

        var saved = await checkout.SetShippingAsync(cartId, code, ct);
        return saved.Succeeded
            ? SeeOther.To("/checkout/review")
            : await ShippingPage(cartId, carts, checkout, saved.Error.Message, Problems.StatusOf(saved.Error), ct);
    }

    private static async Task<IResult> ShippingPage(
        string cartId, ICarts carts, ICheckout checkout, string? refusal, int status, CancellationToken ct)
    {
        if (await carts.FindAsync(cartId, ct) is not { Lines.Count: > 0 } cart)
        {
            return SeeOther.To("/cart");
        }

        var choices = await checkout.ListShippingAsync(cartId, ct);
        return choices.Count == 0
            ? SeeOther.To("/checkout")
            : Pages.Show<ShippingPage>(new { Cart = cart, Choices = choices, Refusal = refusal }, status);
    }

    private static async Task<IResult> ShowReview(HttpContext context, ICarts carts, ICheckout checkout, CancellationToken ct) =>
        CartCookie.Read(context.Request) is { } cartId
            ? await Review(context, cartId, carts, checkout, null, ct)
            : SeeOther.To("/cart");

    private static async Task<IResult> PlaceOrder(HttpContext context, ICarts carts, ICheckout checkout, CancellationToken ct)
    {
        if (CartCookie.Read(context.Request) is not { } cartId)
        {
            return SeeOther.To("/cart");
        }

        var token = context.Request.Form["quote"].ToString();
        var placed = await checkout.PlaceAsync(cartId, token, context.User.UserId(), ct);
        return placed.Succeeded
            ? SeeOther.To($"/orders/{placed.Value.Secret}/pay")
            : await Review(context, cartId, carts, checkout, placed.Error, ct);
    }

    /// <summary>The review with a fresh quote; after a refusal it says what is different from what was seen before.</summary>
    private static async Task<IResult> Review(
        HttpContext context, string cartId, ICarts carts, ICheckout checkout, Error? refused, CancellationToken ct)
    {
        var details = await checkout.FindAsync(cartId, ct);
        if (details is null)
        {
            return SeeOther.To("/cart");
        }

        if (details is not { Contact: not null, Address: not null, ShippingCode: not null })
        {
            return SeeOther.To(details.Address is null ? "/checkout" : "/checkout/shipping");
        }

        var quoted = await checkout.QuoteAsync(cartId, ct);
        if (quoted.Succeeded)
        {
            var changes = refused is null ? [] : SeenQuote.Read(context.Request.Form).ChangesTo(quoted.Value);
            var parameters = new { Quote = quoted.Value, Details = details, Refused = refused?.Message, Changes = changes };
            return Pages.Show<ReviewPage>(parameters, refused is null ? StatusCodes.Status200OK : Problems.StatusOf(refused));
        }

        return quoted.Error.Code == "sold_out" && await carts.FindAsync(cartId, ct) is { } cart
            ? Pages.Show<SoldOutPage>(new { Cart = cart, Reason = quoted.Error.Message }, StatusCodes.Status409Conflict)
            : context.Refuse(Problems.StatusOf(quoted.Error), quoted.Error.Message);
    }
}
