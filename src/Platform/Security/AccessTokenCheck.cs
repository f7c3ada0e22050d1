using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GigGatek.Platform.Security;

/// <summary>
/// What makes an access token a good one, for the shop and the gateway alike: a JWT as RFC 9068 profiles it (<c>typ: at+jwt</c>), of this shop and for its
/// API, in its time, signed with ES256 and nothing else (RFC 8725, 3.1: the algorithm is ours to say, not the token's). Whether its session goes on it does not know.
/// </summary>
/// <param name="publicUrl">The shop's address.</param>
public sealed class AccessTokenCheck(string publicUrl, TimeProvider clock)
{
    /// <summary>The type of our tokens.</summary>
    public const string Type = "at+jwt";

    /// <summary>Longer ones are none of ours.</summary>
    public const int Longest = 4096;

    /// <summary>Clocks of two processes differ by so much at most.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(5);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false, MaximumTokenSizeInBytes = Longest };

    /// <summary>Who makes them.</summary>
    public string Issuer => publicUrl;

    /// <summary>What they are for.</summary>
    public string Audience => publicUrl + "/api/v1";

    /// <summary>
    /// Looks at the header alone: which key should have signed; null when it cannot be one of ours. The id is to be looked up among ours and means nothing
    /// else: no file, no address, no statement is made of it. A header that asks to be understood (<c>crit</c>) is refused, since we know none (RFC 7515,
    /// 4.1.11); the library does not look at it.
    /// </summary>
    public string? FindKeyId(string token)
    {
        if (token.Length > Longest || !_handler.CanReadToken(token))
        {
            return null;
        }

        try
        {
            var read = _handler.ReadJsonWebToken(token);
            return !read.TryGetHeaderValue<object>("crit", out _) && read.Kid is { Length: > 0 and < 100 } id ? id : null;
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException or JsonException)    // its parts are no JSON
        {
            return null;
        }
    }

    /// <summary>The token, when this key has signed it and all else is right; else null.</summary>
    public async Task<JsonWebToken?> ReadAsync(string token, SecurityKey key)
    {
        var read = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [Type],
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsInItsTime,
        });
        return read.IsValid ? (JsonWebToken)read.SecurityToken : null;
    }

    private bool IsInItsTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end && (notBefore is not { } start || start - Leeway <= now);
    }
}
