using System.Globalization;
using System.Security.Claims;
using GigGatek.Api.Documents;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.RateLimits;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Api.Callers;

/// <summary>What endpoints ask of a caller.</summary>
internal static class CallerServices
{
    public static void AddCallers(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, RefreshAuthentication>(RefreshAuthentication.SchemeName, null);
        services.AddSingleton(new CallerScheme(FindScheme));
    }

    /// <summary>Also where an endpoint is open to everyone: a partner who says who he is is not counted as a stranger.</summary>
    private static string? FindScheme(HttpContext context) =>
        context.Request.IsForProgram() && context.Request.BearerText() is not null
            ? context.GetEndpoint()?.Metadata.GetMetadata<AuthorizationPolicy>()?.AuthenticationSchemes[0] ?? BearerAuthentication.SchemeName
            : null;

    /// <summary>Only with a key or a session that has this scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .RequireAuthorization(new AuthorizationPolicyBuilder(BearerAuthentication.SchemeName).RequireAuthenticatedUser().RequireClaim(BearerAuthentication.ScopeClaim, scope).Build())
        .WithMetadata(new NeededScope(scope)).Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);

    /// <summary>With any key, and in any session.</summary>
    public static TBuilder RequireCaller<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .RequireAuthorization(new AuthorizationPolicyBuilder(BearerAuthentication.SchemeName).RequireAuthenticatedUser().Build())
        .WithMetadata(new NeededScope(null)).Refuses(StatusCodes.Status401Unauthorized);

    /// <summary>Only in a session: who signed a program in looks after his sessions with it.</summary>
    public static TBuilder RequireSession<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .RequireAuthorization(new AuthorizationPolicyBuilder(BearerAuthentication.SchemeName).RequireAuthenticatedUser().RequireClaim(BearerAuthentication.SessionClaim).Build())
        .WithMetadata(new NeededScope(null) { Scheme = BearerScheme.Session }).Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);

    /// <summary>Only with a refresh token.</summary>
    public static TBuilder RequireRefreshToken<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .RequireAuthorization(new AuthorizationPolicyBuilder(RefreshAuthentication.SchemeName).RequireAuthenticatedUser().Build())
        .WithMetadata(new NeededScope(null) { Scheme = BearerScheme.Refresh }).Refuses(StatusCodes.Status401Unauthorized);

    /// <summary>Who holds the refresh token that came.</summary>
    public static ApiRefresher Refresher(this HttpContext context) => (ApiRefresher)context.Items[typeof(ApiRefresher)]!;

    /// <summary>The account that the caller acts for.</summary>
    public static long CallerId(this HttpContext context) => long.Parse(context.User.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture);

    /// <summary>As the audit trail names him.</summary>
    public static Actor Caller(this HttpContext context) => new(context.CallerId(), context.User.FindFirstValue(ClaimTypes.Name)!);
}

/// <summary>The scope that an endpoint needs, for the document; null where any key will do.</summary>
internal sealed record NeededScope(string? Scope)
{
    /// <summary>What opens it.</summary>
    public BearerScheme Scheme { get; init; } = BearerScheme.KeyOrSession;
}

/// <summary>What a caller may show.</summary>
internal enum BearerScheme
{
    KeyOrSession,
    Session,
    Refresh,
}
