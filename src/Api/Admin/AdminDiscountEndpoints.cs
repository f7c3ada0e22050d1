using GigGatek.Api.Answers;
using GigGatek.Api.Bodies;
using GigGatek.Api.Callers;
using GigGatek.Api.Documents;
using GigGatek.Api.Idempotency;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Admin;

/// <summary>Discount codes as the owner keeps them.</summary>
internal static class AdminDiscountEndpoints
{
    public static void MapAdminDiscounts(this IEndpointRouteBuilder api)
    {
        var discounts = api.MapGroup("/admin/discounts").WithTags("Back office: discounts").RequireScope(Permissions.DiscountsEdit).ReadFromPrimary().ReadsBodies();
        discounts.MapGet("", List).Describe("listDiscounts", "All codes", "Active ones first.").Answers(AdminExamples.Discounts);
        discounts.MapPost("", Create).Repeatable().Sends(AdminExamples.NewDiscount)
            .Describe("createDiscount", "Make a code", "It counts at once, or from its day on.").Answers(AdminExamples.Discount, StatusCodes.Status201Created);
        discounts.MapPut("/{code}/active", Switch).Repeatable().Sends(new DiscountActivity(false))
            .Describe("switchDiscount", "Switch a code on or off", "Carts that hold it say so at once.").Answers(AdminExamples.Discount).Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(IDiscountsAdmin discounts, CancellationToken ct) =>
        new OwnAnswer<Page<AdminDiscount>>(new([.. (await discounts.ListAsync(ct)).Select(AdminDiscount.Of)], null));

    private static async Task<IResult> Create(Body<NewDiscount> body, HttpContext context, IDiscountsAdmin discounts, CancellationToken ct)
    {
        var wish = body.Value;
        var made = await discounts.CreateAsync(
            context.Caller(),
            new Discount(wish.Code, (Contracts.Ordering.DiscountKind)wish.Kind, wish.Value, wish.MinimumMinor, wish.From, wish.Until, wish.MaxUses, Uses: 0, Active: true), ct);
        return made.Succeeded ? await Show(wish.Code, StatusCodes.Status201Created, context, discounts, ct) : made.Error.ToProblem(context);
    }

    private static async Task<IResult> Switch(string code, Body<DiscountActivity> body, HttpContext context, IDiscountsAdmin discounts, CancellationToken ct) =>
        await discounts.SetActiveAsync(context.Caller(), code, body.Value.Active, ct) is { Error: { } refusal } ? refusal.ToProblem(context)
        : await Show(code, StatusCodes.Status200OK, context, discounts, ct);

    private static async Task<IResult> Show(string code, int status, HttpContext context, IDiscountsAdmin discounts, CancellationToken ct) =>
        (await discounts.ListAsync(ct)).FirstOrDefault(discount => discount.Code.Equals(code.Trim(), StringComparison.OrdinalIgnoreCase)) is { } found
            ? new OwnAnswer<AdminDiscount>(AdminDiscount.Of(found)) { Status = status }
            : Error.NotFound("There is no such code.").ToProblem(context);
}
