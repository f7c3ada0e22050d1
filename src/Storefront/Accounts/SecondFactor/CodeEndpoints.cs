using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using GigGatek.Storefront.Forms;
using GigGatek.Storefront.SignIn;
using GigGatek.Storefront.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Accounts.SecondFactor;

/// <summary>The second half of a sign-in: a code of the app, or a recovery code.</summary>
internal static class CodeEndpoints
{
    public const string Path = "/account/sign-in/code";

    private const string RecoveryPath = "/account/sign-in/recovery-code";

    public static void MapSignInCode(this RouteGroupBuilder account)
    {
        account.MapGet("/sign-in/code", (HttpContext context, HalfSignIn halves) => ShowCode(context, halves, isRecovery: false));
        account.MapGet("/sign-in/recovery-code", (HttpContext context, HalfSignIn halves) => ShowCode(context, halves, isRecovery: true));
        account.MapPost("/sign-in/code", Finish).CountAs(RateLimitClass.SignIn);
        account.MapPost("/sign-in/recovery-code", Finish).CountAs(RateLimitClass.SignIn);
    }

    private static IResult ShowCode(HttpContext context, HalfSignIn halves, bool isRecovery) =>
        halves.Find(context.Request) is null ? BeginAgain("") : Page(new PageForm(), isRecovery, StatusCodes.Status200OK);

    private static async Task<IResult> Finish(HttpContext context, ISecondFactor factors, HalfSignIn halves, StartSession start, ICarts carts, CancellationToken ct)
    {
        if (halves.Find(context.Request) is not { } half)
        {
            return BeginAgain("");
        }

        var isRecovery = context.Request.Path.Equals(RecoveryPath, StringComparison.OrdinalIgnoreCase);
        var form = context.Request.ToPageForm();
        var code = Secret.Read(context.Request, form, "code");
        if (code.Length == 0)
        {
            return Page(form.Refuse("code", isRecovery ? "Write one of your recovery codes." : "Write the six digits that your app shows."), isRecovery, StatusCodes.Status422UnprocessableEntity);
        }

        var signedIn = await factors.FinishSignInAsync(half.Pending, code, context.Client(), ct);
        if (signedIn.Succeeded)
        {
            halves.Forget(context);
            return await SignInEndpoints.Enter(context, signedIn.Value, half.Return, (start, WithSecondFactor: true), carts, ct);
        }

        if (signedIn.Error.Code == "sign_in_again")
        {
            halves.Forget(context);
            return BeginAgain(half.Return);
        }

        return Page(form.Refuse(signedIn.Error), isRecovery, context.StatusOf(signedIn.Error));
    }

    private static IResult BeginAgain(string back) =>
        SeeOther.To("/account/sign-in?done=late" + (LocalPath.Or(back, "") is { Length: > 0 } path ? "&return=" + Uri.EscapeDataString(path) : ""));

    private static IResult Page(PageForm form, bool isRecovery, int status) => Pages.Show<SignInCodePage>(new { Form = form, IsRecovery = isRecovery }, status);
}
