using System.Globalization;
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

namespace GigGatek.Storefront.Accounts;

/// <summary>
/// Behind the mailed link stands a button: programs that look into mails follow links too, and must not confirm for
/// somebody.
/// </summary>
internal static class ConfirmEndpoints
{
    public static void MapConfirm(this RouteGroupBuilder confirm)
    {
        confirm.MapGet("", ShowConfirm);
        confirm.MapPost("", Confirm).CountAs(RateLimitClass.SignIn);
    }

    private static IResult ShowConfirm(string? user, string? token, HttpContext context) =>
        MailedLink.IsWhole(user, token)
            ? Pages.Show<ConfirmPage>(new { Form = new PageForm().Set("user", user).Set("token", token) })
            : context.Refuse(StatusCodes.Status404NotFound, MailedLink.Incomplete);

    private static async Task<IResult> Confirm(HttpContext context, IAccounts accounts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var (user, token) = (form["user"], form["token"]);
        if (!MailedLink.IsWhole(user, token))
        {
            return context.Refuse(StatusCodes.Status404NotFound, MailedLink.Incomplete);
        }

        var confirmed = await accounts.ConfirmEmailAsync(long.Parse(user, CultureInfo.InvariantCulture), token, ct);
        if (!confirmed.Succeeded)
        {
            return Pages.Show<ConfirmPage>(new { Form = form.Refuse(confirmed.Error) }, context.StatusOf(confirmed.Error));
        }

        return SeeOther.To(context.FindSignedIn() is null ? "/account/sign-in?done=confirmed" : "/account?done=confirmed");
    }
}
