using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Api.Callers;

/// <summary>
/// Who calls, by <c>Authorization: Bearer</c> (RFC 6750) with a key (<c>gg_…</c>) or the access token of a session. No cookie opens the API: a browser that another
/// site sends here brings nothing that counts.
/// </summary>
internal sealed partial class BearerAuthentication(IApiKeys keys, IApiSessions sessions, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "api";
    public const string ScopeClaim = "scope";

    /// <summary>The session's number; who has a key has none.</summary>
    public const string SessionClaim = "session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.BearerText() is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        var caller = text.Contains('.', StringComparison.Ordinal) ? await sessions.FindCallerAsync(text, Context.RequestAborted) : await keys.FindCallerAsync(text, Context.RequestAborted);
        return caller is not null ? AuthenticateResult.Success(new AuthenticationTicket(Describe(caller), SchemeName)) : AuthenticateResult.Fail("neither a key nor an access token");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.BearerText() is not null)
        {
            LogUnknown(Logger, Context.GetEndpoint()?.DisplayName);
        }

        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Context.ToProblem(StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        LogRefused(Logger, Context.User.Identity?.Name, Context.GetEndpoint()?.DisplayName);
        Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return Context.ToProblem(StatusCodes.Status403Forbidden, "What you sent does not have the scope that this needs. The reference names it; the shop's owner can make another key, or sign in for it.").ExecuteAsync(Context);
    }

    private static ClaimsPrincipal Describe(ApiCaller caller)
    {
        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, caller.UserId.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new(ClaimTypes.Name, caller.Name));
        identity.AddClaim(new(CallerScheme.KeyClaim, caller.Name));
        if (caller.SessionId is { } session)
        {
            identity.AddClaim(new(SessionClaim, session.ToString(CultureInfo.InvariantCulture)));
        }

        identity.AddClaims(caller.Scopes.Select(scope => new Claim(ScopeClaim, scope)));
        return new ClaimsPrincipal(identity);
    }

    /// <param name="caller">The account, and which key or session of it: ids.</param>
    /// <param name="endpoint">The route, not the address: that may be a secret.</param>
    [LoggerMessage(LogLevel.Information, "The API refused {Caller} {Endpoint}: it lacks the scope")]
    private static partial void LogRefused(ILogger log, string? caller, string? endpoint);

    [LoggerMessage(LogLevel.Information, "The API refused a key or token at {Endpoint}: it is forged, or has ended")]
    private static partial void LogUnknown(ILogger log, string? endpoint);
}
