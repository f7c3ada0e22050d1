using GigGatek.Contracts.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Sessions;

/// <summary>The public keys of access tokens as a JWK set (RFC 7517), where programs look for it.</summary>
internal static class PublicKeys
{
    private const string Address = "/.well-known/jwks.json";

    /// <summary>Shorter than the hour by which a key is there before it signs.</summary>
    private const string Kept = "public, max-age=300";

    public static void MapPublicKeys(this IEndpointRouteBuilder app) => app.MapGet(Address, Show).ExcludeFromDescription();

    private static async Task<IResult> Show(HttpContext context, IApiSessions sessions, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = Kept;
        var keys = await sessions.ListPublicKeysAsync(ct);
        return Results.Json(
            new { keys = keys.Select(key => new { kty = "EC", crv = "P-256", x = key.X, y = key.Y, kid = key.Id, use = "sig", alg = "ES256" }) }, contentType: "application/jwk-set+json");
    }
}
