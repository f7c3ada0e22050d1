using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Cart;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Accounts;

/// <summary>In and out. Whoever comes in brings his cart along; whoever goes leaves none behind on a shared machine.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this RouteGroupBuilder account)
    {
        account.MapGet("/sign-in", ShowSignIn);
        account.MapPost("/sign-in", SignIn);
        account.MapPost("/sign-out", (Delegate)SignOut).WithMetadata(new OpenBeforePasswordChosen());
    }

    private static IResult ShowSignIn(string? @return, string? done, HttpContext context) =>
        context.FindSignedIn() is null
            ? Pages.Show<SignInPage>(new { Form = new PageForm().Set("return", LocalPath.Or(@return, "")), Done = done })
            : SeeOther.To(LocalPath.Or(@return, "/account"));

    private static async Task<IResult> SignIn(HttpContext context, IAccounts accounts, ICarts carts, CancellationToken ct)
    {
        var form = context.Request.ToPageForm();
        var email = form.Text("email", 254, "Write your mail address.");
        var password = Secret.Read(context.Request, form, "password");
        if (password.Length == 0)
        {
            form.Refuse("password", "Write your password.");
        }

        if (!form.IsValid)
        {
            return Pages.Show<SignInPage>(new { Form = form }, StatusCodes.Status422UnprocessableEntity);
        }

        var signedIn = await accounts.SignInAsync(email, password, context.Client(), ct);
        if (!signedIn.Succeeded)
        {
            return Pages.Show<SignInPage>(new { Form = form.Refuse(signedIn.Error) }, Problems.StatusOf(signedIn.Error));
        }

        await Session.Start(context, signedIn.Value);
        if (await carts.MergeAsync(CartCookie.Read(context.Request), signedIn.Value.UserId, ct) is { } cartId)
        {
            CartCookie.Write(context, cartId);
        }

        return SeeOther.To(LocalPath.Or(form["return"], signedIn.Value.Permissions.Count > 0 ? "/admin" : "/account"));
    }

    private static async Task<IResult> SignOut(HttpContext context)
    {
        await Session.End(context);
        context.Response.Cookies.Delete(CartCookie.Name);
        return SeeOther.To("/account/sign-in?done=signed-out");
    }
}
