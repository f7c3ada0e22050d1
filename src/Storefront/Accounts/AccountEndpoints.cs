using GigGatek.Storefront.Accounts.SecondFactor;
using GigGatek.Storefront.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Storefront.Accounts;

/// <summary>The account's table of contents.</summary>
internal static class AccountEndpoints
{
    public static void MapAccountPages(this IEndpointRouteBuilder app)
    {
        var open = app.MapPrivatePages("/account");
        open.MapRegister();
        open.MapSignIn();
        open.MapSignInCode();
        open.MapForgot();

        app.MapSecretPages("/account/confirm").MapConfirm();
        app.MapSecretPages("/account/reset").MapReset();

        var own = app.MapPrivatePages("/account").RequireAuthorization();
        own.MapOverview();
        own.MapPassword();
        own.MapSecondFactor();
        own.MapSessions();
    }
}
