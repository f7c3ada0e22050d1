using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GigGatek.Storefront.SignIn;

/// <summary>What happens to a session with each request, and to a visitor who may not go on.</summary>
internal sealed partial class SessionEvents(IBrowserSessions sessions, ILogger<SessionEvents> log) : CookieAuthenticationEvents
{
    /// <summary>A session without a row has ended, here or from elsewhere; so has one with an old stamp.</summary>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal is not { } cookie || cookie.SessionKey() is not { } key || await sessions.FindAsync(key, context.HttpContext.RequestAborted) is not { } person)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Session.Scheme);
            return;
        }

        if (person.LacksSecondFactor(cookie))
        {
            person = person with { Permissions = [] };    // whatever asks for one, page or policy, finds none
        }

        context.HttpContext.SetSignedIn(person);
        context.ReplacePrincipal(Session.Describe(person, cookie));
    }

    /// <summary>Pages lead to the sign-in and back; programs are told.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (!request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        // A form that was sent without a session is not sent again by itself; its address may know no GET.
        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/account";
        Redirect(context, "/account/sign-in?return=" + Uri.EscapeDataString(back));
        return Task.CompletedTask;
    }

    /// <summary>Who can do something about it is led there: a one-time password opens one page only, and staff may have to turn a second factor on.</summary>
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.HttpContext.User.HasClaim(claim => claim.Type == Session.MustChangePasswordClaim))
        {
            Redirect(context, "/account/password");
        }
        else if (context.HttpContext.User.HasClaim(claim => claim.Type == Session.LacksSecondFactorClaim))
        {
            Redirect(context, "/account/second-factor");
        }
        else
        {
            LogRefused(context.HttpContext.User.UserId(), context.HttpContext.GetEndpoint()?.DisplayName);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }

    private static void Redirect(RedirectContext<CookieAuthenticationOptions> context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <param name="endpoint">The route, not the address: that may be a secret.</param>
    [LoggerMessage(LogLevel.Information, "Account {UserId} was refused {Endpoint}")]
    private partial void LogRefused(long? userId, string? endpoint);
}
