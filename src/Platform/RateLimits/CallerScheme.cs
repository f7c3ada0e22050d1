using Microsoft.AspNetCore.Http;

namespace GigGatek.Platform.RateLimits;

/// <summary>How requests of a kind show who asks. Whoever authenticates requests registers one, so that limits can count by account and key.</summary>
/// <param name="Find">The scheme that proves what a request shows; null for a request that shows nothing to it. It only looks whether something is there.</param>
public sealed record CallerScheme(Func<HttpContext, string?> Find)
{
    /// <summary>
    /// The claim that tells the keys and programs of an account apart. The account itself is <see cref="System.Security.Claims.ClaimTypes.NameIdentifier"/>.
    /// </summary>
    public const string KeyClaim = "counted_key";
}
