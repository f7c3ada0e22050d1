using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Accounts.SecondFactor;
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
        account.MapPost("/sign-in", SignIn).CountAs(RateLimitClass.SignIn);
        account.MapPost("/sign-out", (Delegate)SignOut).WithMetadata(new OpenBeforePasswordChosen());
    }

    private static IResult ShowSignIn(string? @return, string? done, HttpContext context) =>
        context.FindSignedIn() is null
            ? Pages.Show<SignInPage>(new { Form = new PageForm().Set("return", LocalPath.Or(@return, "")), Done = done })
            : SeeOther.To(LocalPath.Or(@return, "/account"));

    private static async Task<IResult> SignIn(HttpContext context, IAccounts accounts, HalfSignIn halves, StartSession start, ICarts carts, CancellationToken ct)
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

        var accepted = await accounts.SignInAsync(email, password, context.Client(), ct);
        if (!accepted.Succeeded)
        {
            return Pages.Show<SignInPage>(new { Form = form.Refuse(accepted.Error) }, context.StatusOf(accepted.Error));
        }

        if (accepted.Value.Pending is { } pending)
        {
            halves.Keep(context, new PendingSignIn(pending, LocalPath.Or(form["return"], "")));
            return SeeOther.To(CodeEndpoints.Path);
        }

        var person = accepted.Value.Person ?? throw new InvalidOperationException("A right password opens a session or asks for a code.");
        return await Enter(context, person, form["return"], (start, WithSecondFactor: false), carts, ct);
    }

    /// <summary>The end of every sign-in: only here a session begins.</summary>
    internal static async Task<IResult> Enter(HttpContext context, SignedIn person, string back, (StartSession Start, bool WithSecondFactor) session, ICarts carts, CancellationToken ct)
    {
        await session.Start.Handle(context, person, session.WithSecondFactor);
        if (await carts.MergeAsync(CartCookie.Read(context.Request), person.UserId, ct) is { } cartId)
        {
            CartCookie.Write(context, cartId);
        }
        else
        {
            CartCookie.Forget(context);
        }

        return SeeOther.To(LocalPath.Or(back, person.Permissions.Count > 0 ? "/admin" : "/account"));
    }

    private static async Task<IResult> SignOut(HttpContext context, EndSession end)
    {
        await end.Handle(context);
        CartCookie.Forget(context);
        return SeeOther.To("/account/sign-in?done=signed-out");
    }
}
