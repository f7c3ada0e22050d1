using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Admin.Discounts;

/// <summary>Codes that shoppers enter: list, create, switch on and off.</summary>
internal static class DiscountsAdminEndpoints
{
    public static void MapDiscountsAdmin(this RouteGroupBuilder discounts)
    {
        discounts.MapGet("", ListDiscounts);
        discounts.MapPost("", Create);
        discounts.MapPost("/switch", Switch);
    }

    private static async Task<IResult> ListDiscounts(HttpContext context, IDiscountsAdmin discounts, CancellationToken ct) =>
        await DiscountsPage(new PageForm(), StatusCodes.Status200OK, context, discounts, ct);

    private static async Task<IResult> Create(HttpContext context, IDiscountsAdmin discounts, IOptions<ShopOptions> shop, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var discount = DiscountForm.Read(form, shop.Value.Currency);
        if (!form.IsValid)
        {
            return await DiscountsPage(form, StatusCodes.Status422UnprocessableEntity, context, discounts, ct);
        }

        var created = await discounts.CreateAsync(context.Actor(), discount, ct);
        return created.Succeeded
            ? SeeOther.To("/admin/discounts")
            : await DiscountsPage(form.Refuse(created.Error), Problems.StatusOf(created.Error), context, discounts, ct);
    }

    private static async Task<IResult> Switch(HttpContext context, IDiscountsAdmin discounts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var code = form.Text("switch", 40, "The form named no code.");
        if (!form.IsValid)
        {
            return context.Refuse(StatusCodes.Status422UnprocessableEntity, "The form named no code. Open the page again and use its buttons.");
        }

        var switched = await discounts.SetActiveAsync(context.Actor(), code, form["active"] == "true", ct);
        return switched.Succeeded ? SeeOther.To("/admin/discounts") : context.Refuse(switched.Error);
    }

    private static async Task<IResult> DiscountsPage(PageForm form, int status, HttpContext context, IDiscountsAdmin discounts, CancellationToken ct) =>
        Pages.Show<DiscountsPage>(new { Visitor = context.SignedIn(), Form = form, Discounts = await discounts.ListAsync(ct) }, status);
}
