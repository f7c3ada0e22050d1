using GigGatek.Contracts.Accounts;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Storefront.SignIn;

/// <summary>Sessions and permissions.</summary>
internal static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<SessionEvents>().AddSingleton<StartSession>().AddSingleton<EndSession>().AddSingleton<HalfSignIn>();
        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Session.Scheme).Configure<IOptions<ShopOptions>>((options, shop) =>
        {
            options.EventsType = typeof(SessionEvents);
            options.CookieManager = new PrivateCookies();
            options.ExpireTimeSpan = BrowserSessionLimits.Idle;
            options.SlidingExpiration = true;
            var byHttps = shop.Value.PublicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
            options.Cookie.Name = HostCookie.Name(Session.CookieName, byHttps);
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.IsEssential = true;
            options.Cookie.SameSite = SameSiteMode.Lax;

            // Behind a proxy the request may be plain while the visitor's is not: the shop's address decides.
            options.Cookie.SecurePolicy = byHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton(new CallerScheme(context => !context.Request.IsForProgram() && PrivateCookies.HasSession(context) ? Session.Scheme : null));
        services.AddAuthorizationBuilder().AddShopPolicies();
        return services;
    }

    /// <summary>One policy for each permission, under its name.</summary>
    private static void AddShopPolicies(this AuthorizationBuilder authorization)
    {
        authorization.SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PasswordChosen()).Build());
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new PasswordChosen()).Build());
        foreach (var permission in Permissions.All)
        {
            authorization.AddPolicy(permission, policy => policy
                .RequireAuthenticatedUser().RequireClaim(Session.PermissionClaim, permission).AddRequirements(new PasswordChosen()));
        }
    }
}
