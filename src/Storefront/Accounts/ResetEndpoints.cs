using System.Globalization;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Errors;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Accounts;

/// <summary>Choosing a new password behind the mailed link.</summary>
internal static class ResetEndpoints
{
    public static void MapReset(this RouteGroupBuilder reset)
    {
        reset.MapGet("", ShowReset);
        reset.MapPost("", Reset).CountAs(RateLimitClass.SignIn);
    }

    private static IResult ShowReset(string? user, string? token, HttpContext context) =>
        MailedLink.IsWhole(user, token)
            ? Pages.Show<ResetPage>(new { Form = new PageForm().Set("user", user).Set("token", token) })
            : context.Refuse(StatusCodes.Status404NotFound, MailedLink.Incomplete);

    private static async Task<IResult> Reset(HttpContext context, IAccounts accounts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var (user, token) = (form["user"], form["token"]);
        if (!MailedLink.IsWhole(user, token))
        {
            return context.Refuse(StatusCodes.Status404NotFound, MailedLink.Incomplete);
        }

        var password = Secret.Read(context.Request, form, "newPassword");
        var reset = await accounts.ResetPasswordAsync(long.Parse(user, CultureInfo.InvariantCulture), token, password, ct);
        return reset.Succeeded
            ? SeeOther.To("/account/sign-in?done=reset")
            : Pages.Show<ResetPage>(new { Form = form.Refuse(reset.Error) }, context.StatusOf(reset.Error));
    }
}
