using GigGatek.Api.Answers;
using GigGatek.Api.Bodies;
using GigGatek.Api.Callers;
using GigGatek.Api.Documents;
using GigGatek.Api.Idempotency;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Caching;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Carts;

/// <summary>From a few SKUs to what they cost, sent to an address.</summary>
internal static class CartEndpoints
{
    private const int MostLines = 50;

    private static readonly TimeSpan CountriesLifetime = TimeSpan.FromMinutes(5);

    public static void MapCarts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/countries", ListCountries).CachePublicly(CountriesLifetime).WithTags("Carts")
            .Describe("listCountries", "Where the shop ships to", "By name.").Answers(CartExamples.Countries);

        var carts = api.MapGroup("/carts").WithTags("Carts").RequireScope(ApiScopes.Shop).ReadFromPrimary().ReadsBodies();
        carts.MapPost("", MakeCart).Repeatable().Sends(CartExamples.NewCart)
            .Describe("makeCart", "Make a cart", "Refused as a whole when one of them is not for sale, or fewer are left. A cart reserves nothing: that is done by placing its order.")
            .Answers(CartExamples.Cart, StatusCodes.Status201Created).Refuses(StatusCodes.Status404NotFound);
        carts.MapGet("/{cart}", FindCart)
            .Describe("findCart", "One of your carts", "With today's prices.").Answers(CartExamples.Cart).Refuses(StatusCodes.Status404NotFound);
        carts.MapPut("/{cart}/lines/{sku}", SetLine).Repeatable().Sends(new LineQuantity(2)).TakesIfMatch()
            .Describe("setCartLine", "Set how many of a SKU", "Puts it in when it is not there; 0 takes it out.").Answers(CartExamples.Cart).Refuses(StatusCodes.Status404NotFound);
        carts.MapDelete("/{cart}/lines/{sku}", RemoveLine).Repeatable().TakesIfMatch()
            .Describe("removeCartLine", "Take a SKU out of a cart", "Also when it is not in the cart any more.").Answers(CartExamples.Cart).Refuses(StatusCodes.Status404NotFound);
        carts.MapPut("/{cart}/discount", SetDiscount).Repeatable().Sends(new DiscountCode(CartExamples.Code)).TakesIfMatch()
            .Describe("setCartDiscount", "Put a code on a cart", "In the place of the one before.").Answers(CartExamples.Cart).Refuses(StatusCodes.Status404NotFound);
        carts.MapDelete("/{cart}/discount", RemoveDiscount).Repeatable().TakesIfMatch()
            .Describe("removeCartDiscount", "Take the code off a cart", "Also when there is none.").Answers(CartExamples.Cart).Refuses(StatusCodes.Status404NotFound);
        carts.MapGet("/{cart}/delivery", FindDelivery)
            .Describe("findCartDelivery", "Where a cart goes", "With the ways of shipping that there are for it, and what they cost.").Answers(CartExamples.Delivery).Refuses(StatusCodes.Status404NotFound);
        carts.MapPut("/{cart}/delivery", SetDelivery).Repeatable().Sends(CartExamples.NewDelivery)
            .Describe("setCartDelivery", "Say where a cart goes", "Answers the ways of shipping; choose one of them next.").Answers(CartExamples.Delivery).Refuses(StatusCodes.Status404NotFound);
        carts.MapPut("/{cart}/shipping", SetShipping).Repeatable().Sends(new ShippingCode("standard"))
            .Describe("setCartShipping", "Choose a way of shipping", "Of those that the delivery lists.").Answers(CartExamples.Delivery).Refuses(StatusCodes.Status404NotFound);
        carts.MapPost("/{cart}/quotes", MakeQuote).CountAs(RateLimitClass.Checkout).Repeatable()
            .Describe("makeQuote", "Make a quote", "What the cart would cost, exactly and for a while: an order that is placed with the quote costs that, or is refused.").Answers(CartExamples.Quote).Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListCountries(ICheckout checkout, CancellationToken ct) =>
        new PublicAnswer<Page<Country>>(new([.. (await checkout.ListCountriesAsync(ct)).Select(Country.Of)], null));

    private static async Task<IResult> MakeCart(Body<NewCart> body, HttpContext context, ICarts carts, OwnCarts owned, CancellationToken ct)
    {
        var lines = body.Value.Lines;
        if (lines.Count is 0 or > MostLines || lines.OfType<NewCartLine>().DistinctBy(line => line.Sku, StringComparer.OrdinalIgnoreCase).Count() != lines.Count)
        {
            return Error.Invalid("invalid", $"A cart begins with 1 to {MostLines} lines, each SKU once.", "lines").ToProblem(context);
        }

        string? secret = null;
        for (var line = 0; line < lines.Count; line++)
        {
            var added = await carts.AddAsync(secret, lines[line].Sku, lines[line].Quantity, ct);
            if (!added.Succeeded)
            {
                return (added.Error with { Field = $"lines[{line}].{added.Error.Field ?? "sku"}" }).ToProblem(context);    // what was begun is nobody's, and swept
            }

            secret = added.Value.CartId;
        }

        var own = await owned.KeepAsync(context.CallerId(), secret!, ct);
        return await carts.FindAsync(own.Secret, ct) is { } cart
            ? CartChanges.Answer(own, cart) with { Status = StatusCodes.Status201Created, Location = $"{ApiPaths.V1}/carts/{own.Name}" }
            : CartChanges.NoCart.ToProblem(context);
    }

    private static Task<IResult> FindCart(string cart, HttpContext context, CartChanges changes, CancellationToken ct) => changes.Show(context, cart, ct);

    private static Task<IResult> SetLine(string cart, string sku, Body<LineQuantity> body, HttpContext context, CartChanges changes, ICarts carts, CancellationToken ct) =>
        changes.Change(context, cart, own => SetQuantity(carts, own, sku, body.Value.Quantity, ct), ct);

    private static Task<IResult> RemoveLine(string cart, string sku, HttpContext context, CartChanges changes, ICarts carts, CancellationToken ct) =>
        changes.Change(context, cart, own => SetQuantity(carts, own, sku, 0, ct), ct);

    private static async Task<Error?> SetQuantity(ICarts carts, OwnCart own, string sku, int quantity, CancellationToken ct)
    {
        var set = await carts.SetQuantityAsync(own.Secret, sku, quantity, ct);
        return set.Error is { Kind: ErrorKind.NotFound } && quantity > 0 ? (await carts.AddAsync(own.Secret, sku, quantity, ct)).Error : set.Error;
    }

    private static Task<IResult> SetDiscount(string cart, Body<DiscountCode> body, HttpContext context, CartChanges changes, ICarts carts, CancellationToken ct) =>
        changes.Change(
            context, cart,
            async own => string.IsNullOrWhiteSpace(body.Value.Code)
                ? Error.Invalid("invalid", "Send the code, or delete the discount.", "code")
                : (await carts.SetDiscountAsync(own.Secret, body.Value.Code, ct)).Error,
            ct);

    private static Task<IResult> RemoveDiscount(string cart, HttpContext context, CartChanges changes, ICarts carts, CancellationToken ct) =>
        changes.Change(context, cart, async own => (await carts.SetDiscountAsync(own.Secret, null, ct)).Error, ct);

    private static async Task<IResult> FindDelivery(string cart, HttpContext context, OwnCarts owned, ICheckout checkout, CancellationToken ct) =>
        await owned.FindAsync(context.CallerId(), cart, ct) is { } own ? await ShowDelivery(own, checkout, ct) : CartChanges.NoCart.ToProblem(context);

    private static Task<IResult> SetDelivery(string cart, Body<NewDelivery> body, HttpContext context, OwnCarts owned, ICheckout checkout, CancellationToken ct) =>
        Tell(context, cart, owned, checkout, own => checkout.SetAddressAsync(own.Secret, body.Value.Contact.ToContract(), body.Value.Address.ToContract(), ct), ct);

    private static Task<IResult> SetShipping(string cart, Body<ShippingCode> body, HttpContext context, OwnCarts owned, ICheckout checkout, CancellationToken ct) =>
        Tell(context, cart, owned, checkout, own => checkout.SetShippingAsync(own.Secret, body.Value.Code, ct), ct);

    private static async Task<IResult> Tell(HttpContext context, string cart, OwnCarts owned, ICheckout checkout, Func<OwnCart, Task<Result>> tell, CancellationToken ct) =>
        await owned.FindAsync(context.CallerId(), cart, ct) is not { } own ? CartChanges.NoCart.ToProblem(context)
        : await tell(own) is { Error: { } refusal } ? refusal.ToProblem(context)
        : await ShowDelivery(own, checkout, ct);

    private static async Task<IResult> ShowDelivery(OwnCart own, ICheckout checkout, CancellationToken ct) =>
        new OwnAnswer<Delivery>(Delivery.Of(await checkout.FindAsync(own.Secret, ct), await checkout.ListShippingAsync(own.Secret, ct)));

    private static async Task<IResult> MakeQuote(string cart, HttpContext context, OwnCarts owned, ICheckout checkout, CancellationToken ct)
    {
        if (await owned.FindAsync(context.CallerId(), cart, ct) is not { } own)
        {
            return CartChanges.NoCart.ToProblem(context);
        }

        var quote = await checkout.QuoteAsync(own.Secret, ct);
        return quote.Succeeded ? new OwnAnswer<Quote>(Quote.Of(quote.Value)) : quote.Error.ToProblem(context);
    }
}
