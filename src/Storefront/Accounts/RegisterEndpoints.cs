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

/// <summary>Making an account. The answer is the same whether or not the address has one; the mail tells the difference.</summary>
internal static class RegisterEndpoints
{
    public static void MapRegister(this RouteGroupBuilder account)
    {
        account.MapGet("/register", ShowRegister);
        account.MapPost("/register", Register).CountAs(RateLimitClass.SignIn);
        account.MapGet("/register/sent", ShowSent);
    }

    private static IResult ShowRegister(HttpContext context) =>
        context.FindSignedIn() is null ? Pages.Show<RegisterPage>(new { Form = new PageForm() }) : SeeOther.To("/account");

    private static async Task<IResult> Register(HttpContext context, IAccounts accounts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var email = form.Text("email", 254, "Write your mail address.");
        var displayName = form.Text("displayName", 100, "Tell us what to call you.");
        var password = Secret.Read(context.Request, form, "password");
        if (!form.IsValid)
        {
            return Pages.Show<RegisterPage>(new { Form = form }, StatusCodes.Status422UnprocessableEntity);
        }

        var registered = await accounts.RegisterAsync(email, displayName, password, context.Client(), ct);
        return registered.Succeeded
            ? SeeOther.To("/account/register/sent")
            : Pages.Show<RegisterPage>(new { Form = form.Refuse(registered.Error) }, context.StatusOf(registered.Error));
    }

    private static IResult ShowSent(IOptions<ShopOptions> shop) => Pages.Show<MailSentPage>(new
    {
        Heading = "Look into your mail",
        Text = "We have sent a link to the address that you gave. Follow it within seven days to confirm the address; then sign in.",
        shop.Value.Development,
    });
}
