using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Api.Callers;

/// <summary>Who holds a refresh token, sent as a bearer token: he may get new tokens with it and nothing else.</summary>
internal sealed class RefreshAuthentication(IApiSessions sessions, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "refresh";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.BearerText() is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        if (await sessions.FindRefresherAsync(text, Context.RequestAborted) is not { } refresher)
        {
            return AuthenticateResult.Fail("no such refresh token");
        }

        Context.Items[typeof(ApiRefresher)] = refresher;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, refresher.UserId.ToString(CultureInfo.InvariantCulture))], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Context.ToProblem(StatusCodes.Status401Unauthorized, "Send the refresh token of a session that goes on, as Authorization: Bearer ggr_…. If it has ended, sign in again.").ExecuteAsync(Context);
    }
}
