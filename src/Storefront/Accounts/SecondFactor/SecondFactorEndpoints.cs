using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Accounts.SecondFactor;

/// <summary>
/// One's own second factor: turn it on in two steps, make recovery codes, turn it off. Secret and codes stand in the answer to a form, the only page that shows
/// them: an address to go on to would have to carry them.
/// </summary>
internal static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this RouteGroupBuilder own)
    {
        own.MapGet("/second-factor", ShowState);
        own.MapPost("/second-factor/offer", Offer);
        own.MapPost("/second-factor/on", TurnOn).CountAs(RateLimitClass.SignIn);
        own.MapPost("/second-factor/codes", RenewCodes).CountAs(RateLimitClass.SignIn);
        own.MapPost("/second-factor/off", TurnOff).CountAs(RateLimitClass.SignIn);
    }

    private static Task<IResult> ShowState(string? done, HttpContext context, IAccounts accounts, CancellationToken ct) =>
        State(new PageForm(), done is "off", StatusCodes.Status200OK, context, accounts, ct);

    private static async Task<IResult> Offer(HttpContext context, ISecondFactor factors, IAccounts accounts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var offered = await factors.OfferAsync(context.SignedIn().UserId, Secret.Read(context.Request, form, "currentPassword"), ct);
        return offered.Succeeded
            ? Pages.Show<OfferPage>(new { Offer = offered.Value, Form = new PageForm() })
            : await Refuse(form, offered.Error, context, accounts, ct);
    }

    private static async Task<IResult> TurnOn(HttpContext context, ISecondFactor factors, IAccounts accounts, StartSession start, CancellationToken ct)
    {
        var (userId, form) = (context.SignedIn().UserId, context.Request.ToPageForm());
        var (offer, code) = (Secret.Read(context.Request, form, "offer"), Secret.Read(context.Request, form, "code"));
        var made = await factors.TurnOnAsync(userId, offer, code, ct);
        if (made.Succeeded)
        {
            return await Show(context, start, made.Value, isFirst: true);
        }

        return made.Error.Field is "code" && await factors.FindOfferAsync(userId, offer, ct) is { } again
            ? Pages.Show<OfferPage>(new { Offer = again, Form = form.Refuse(made.Error) }, context.StatusOf(made.Error))
            : await Refuse(form, made.Error, context, accounts, ct);
    }

    private static async Task<IResult> RenewCodes(HttpContext context, ISecondFactor factors, IAccounts accounts, StartSession start, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var (password, code) = (Secret.Read(context.Request, form, "currentPassword"), Secret.Read(context.Request, form, "code"));
        var made = await factors.RenewCodesAsync(context.SignedIn().UserId, password, code, ct);
        return made.Succeeded ? await Show(context, start, made.Value, isFirst: false) : await Refuse(form, made.Error, context, accounts, ct);
    }

    private static async Task<IResult> TurnOff(HttpContext context, ISecondFactor factors, IAccounts accounts, StartSession start, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var (password, code) = (Secret.Read(context.Request, form, "currentPassword"), Secret.Read(context.Request, form, "code"));
        var off = await factors.TurnOffAsync(context.SignedIn().UserId, password, code, ct);
        if (!off.Succeeded)
        {
            return await Refuse(form, off.Error, context, accounts, ct);
        }

        await start.Handle(context, off.Value, withSecondFactor: false);
        return SeeOther.To("/account/second-factor?done=off");
    }

    /// <summary>This session goes on: its visitor has just shown a code.</summary>
    private static async Task<IResult> Show(HttpContext context, StartSession start, NewRecoveryCodes made, bool isFirst)
    {
        await start.Handle(context, made.Person, withSecondFactor: true);
        return Pages.Show<RecoveryCodesPage>(new { made.Codes, IsFirst = isFirst, Next = made.Person.Permissions.Count > 0 ? "/admin" : "/account" });
    }

    private static Task<IResult> Refuse(PageForm form, Error error, HttpContext context, IAccounts accounts, CancellationToken ct) =>
        State(form.Refuse(error), false, context.StatusOf(error), context, accounts, ct);

    private static async Task<IResult> State(PageForm form, bool turnedOff, int status, HttpContext context, IAccounts accounts, CancellationToken ct) =>
        await accounts.FindAsync(context.SignedIn().UserId, ct) is { } account
            ? Pages.Show<SecondFactorPage>(new { Account = account, Form = form, TurnedOff = turnedOff, IsAsked = context.SignedIn().LacksSecondFactor(context.User) }, status)
            : context.Refuse(StatusCodes.Status404NotFound, "This account is not there any more.");
}
