using System.Globalization;
using System.Security.Claims;
using GigGatek.Api.Documents;
using GigGatek.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Api.Callers;

/// <summary>What endpoints ask of a caller.</summary>
internal static class CallerServices
{
    public static void AddCallers(this IServiceCollection services) =>
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);

    /// <summary>Only with a key that has this scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .RequireAuthorization(new AuthorizationPolicyBuilder(KeyAuthentication.SchemeName).RequireAuthenticatedUser().RequireClaim(KeyAuthentication.ScopeClaim, scope).Build())
        .WithMetadata(new NeededScope(scope)).Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);

    /// <summary>With any key.</summary>
    public static TBuilder RequireCaller<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .RequireAuthorization(new AuthorizationPolicyBuilder(KeyAuthentication.SchemeName).RequireAuthenticatedUser().Build())
        .WithMetadata(new NeededScope(null)).Refuses(StatusCodes.Status401Unauthorized);

    /// <summary>The account that the caller acts for.</summary>
    public static long CallerId(this HttpContext context) => long.Parse(context.User.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture);

    /// <summary>As the audit trail names him.</summary>
    public static Actor Caller(this HttpContext context) => new(context.CallerId(), context.User.FindFirstValue(ClaimTypes.Name)!);
}

/// <summary>The scope that an endpoint needs, for the document; null where any key will do.</summary>
internal sealed record NeededScope(string? Scope);
