using GigGatek.Contracts.Accounts;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.Accounts;

/// <summary>Asking for a link that resets the password. The answer is the same for every address.</summary>
internal static class ForgotEndpoints
{
    public static void MapForgot(this RouteGroupBuilder account)
    {
        account.MapGet("/forgot", () => Pages.Show<ForgotPage>(new { Form = new PageForm() }));
        account.MapPost("/forgot", RequestReset).CountAs(RateLimitClass.SignIn);
        account.MapGet("/forgot/sent", ShowSent);
    }

    private static async Task<IResult> RequestReset(HttpContext context, IAccounts accounts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var email = form.Text("email", 254, "Write your mail address.");
        if (!form.IsValid)
        {
            return Pages.Show<ForgotPage>(new { Form = form }, StatusCodes.Status422UnprocessableEntity);
        }

        var requested = await accounts.RequestResetAsync(email, context.Client(), ct);
        return requested.Succeeded
            ? SeeOther.To("/account/forgot/sent")
            : Pages.Show<ForgotPage>(new { Form = form.Refuse(requested.Error) }, context.StatusOf(requested.Error));
    }

    private static IResult ShowSent(IOptions<ShopOptions> shop) => Pages.Show<MailSentPage>(new
    {
        Heading = "Look into your mail",
        Text = "If the address has an account, a link that resets its password is on its way. It works for an hour.",
        shop.Value.Development,
    });
}
