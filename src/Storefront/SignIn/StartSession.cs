using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.SignIn;

/// <summary>The only beginning of a session. The one that this browser had ends.</summary>
internal sealed class StartSession(IBrowserSessions sessions)
{
    /// <param name="withSecondFactor">True when this visitor has shown a code, now or when the session that this one follows began.</param>
    public async Task Handle(HttpContext context, SignedIn person, bool withSecondFactor)
    {
        var key = await sessions.BeginAsync(
            new BeginBrowserSession(person, BrowserName.Of(context.Request.Headers.UserAgent.ToString()), context.User.SessionKey()), context.RequestAborted);
        await context.SignInAsync(Session.Scheme, Session.Make(person, key, withSecondFactor), new AuthenticationProperties { IsPersistent = true });
    }
}
