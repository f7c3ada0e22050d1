using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Accounts;

/// <summary>One's own account and orders. Another's order is asked for with one's own id, and so is not found.</summary>
internal static class OverviewEndpoints
{
    private const int LongestCursor = 500;
    private const int LongestNumber = 40;

    public static void MapOverview(this RouteGroupBuilder own)
    {
        own.MapGet("", ShowOverview);
        own.MapPost("/confirmation", RequestConfirmation).CountAs(RateLimitClass.SignIn);
        own.MapGet("/orders/{number}", ShowOrder);
    }

    private static async Task<IResult> ShowOverview(
        string? cursor, string? done, HttpContext context, IAccounts accounts, IOrders orders, CancellationToken ct) =>
        await Overview(cursor, done, new PageForm(), StatusCodes.Status200OK, context, accounts, orders, ct);

    private static async Task<IResult> RequestConfirmation(HttpContext context, IAccounts accounts, IOrders orders, CancellationToken ct)
    {
        var requested = await accounts.RequestConfirmationAsync(context.SignedIn().UserId, ct);
        return requested.Succeeded
            ? SeeOther.To("/account?done=mailed")
            : await Overview(null, null, new PageForm().Refuse(requested.Error), context.StatusOf(requested.Error), context, accounts, orders, ct);
    }

    private static async Task<IResult> Overview(
        string? cursor, string? done, PageForm form, int status, HttpContext context, IAccounts accounts, IOrders orders, CancellationToken ct)
    {
        var userId = context.SignedIn().UserId;
        if (await accounts.FindAsync(userId, ct) is not { } account)
        {
            return context.Refuse(StatusCodes.Status404NotFound, "This account is not there any more.");
        }

        var after = cursor is { Length: > 0 and <= LongestCursor } ? cursor : null;
        var page = await orders.ListForCustomerAsync(userId, after, ct);
        var visitor = context.SignedIn();
        return Pages.Show<OverviewPage>(
            new
            {
                Account = account, Orders = page, IsFirst = after is null, IsStaff = visitor.Permissions.Count > 0, LacksSecondFactor = visitor.LacksSecondFactor(context.User), Done = done, Form = form,
            },
            status);
    }

    private static async Task<IResult> ShowOrder(string number, HttpContext context, IOrders orders, CancellationToken ct) =>
        number.Length <= LongestNumber && await orders.FindForCustomerAsync(context.SignedIn().UserId, number, ct) is { } order
            ? Pages.Show<AccountOrderPage>(new { Order = order })
            : context.Refuse(StatusCodes.Status404NotFound, "There is no order of yours with this number. Your orders are listed in your account.");
}
