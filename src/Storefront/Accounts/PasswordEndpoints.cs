using GigGatek.Contracts.Accounts;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Accounts;

/// <summary>Changing one's own password, and ending one's sessions.</summary>
internal static class PasswordEndpoints
{
    public static void MapPassword(this RouteGroupBuilder own)
    {
        own.MapGet("/password", ShowPassword).WithMetadata(new OpenBeforePasswordChosen());
        own.MapPost("/password", ChangePassword).WithMetadata(new OpenBeforePasswordChosen()).CountAs(RateLimitClass.SignIn);
        own.MapPost("/sign-out-everywhere", SignOutEverywhere);
    }

    private static IResult ShowPassword(HttpContext context) => Page(context, new PageForm(), StatusCodes.Status200OK);

    private static async Task<IResult> ChangePassword(HttpContext context, IAccounts accounts, StartSession start, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var current = Secret.Read(context.Request, form, "currentPassword");
        var chosen = Secret.Read(context.Request, form, "newPassword");
        var changed = await accounts.ChangePasswordAsync(context.SignedIn().UserId, current, chosen, ct);
        if (!changed.Succeeded)
        {
            return Page(context, form.Refuse(changed.Error), context.StatusOf(changed.Error));
        }

        await start.Handle(context, changed.Value, context.User.HasSecondFactor());
        return SeeOther.To(context.SignedIn().MustChangePassword ? "/admin" : "/account?done=password");
    }

    private static async Task<IResult> SignOutEverywhere(HttpContext context, IAccounts accounts, EndSession end, CancellationToken ct)
    {
        var ended = await accounts.SignOutEverywhereAsync(context.SignedIn().UserId, ct);
        if (!ended.Succeeded)
        {
            return Page(context, new PageForm().Refuse(ended.Error), context.StatusOf(ended.Error));
        }

        await end.Handle(context);
        return SeeOther.To("/account/sign-in?done=everywhere");
    }

    private static IResult Page(HttpContext context, PageForm form, int status) =>
        Pages.Show<PasswordPage>(new { Form = form, IsFirst = context.SignedIn().MustChangePassword }, status);
}
