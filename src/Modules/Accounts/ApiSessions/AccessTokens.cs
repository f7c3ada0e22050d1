using System.Globalization;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>
/// Access tokens: JWTs as RFC 9068 profiles them (<c>typ: at+jwt</c>), signed with ES256 and nothing else (RFC 8725, 3.1: the algorithm is ours to say, not the
/// token's). They name the session, so that ending it counts before they end.
/// </summary>
internal sealed class AccessTokens(TokenKeys keys, IOptions<ShopOptions> shop, TimeProvider clock)
{
    private const string Type = "at+jwt", SessionClaim = "sid", ScopeClaim = "scope";
    private const int Longest = 4096;

    /// <summary>Clocks of two processes differ by so much at most.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(5);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false, MaximumTokenSizeInBytes = Longest };

    private string Issuer => shop.Value.PublicUrl;

    private string Audience => shop.Value.PublicUrl + "/api/v1";

    public async Task<string> Write(ApiSessionRow session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var end = now + ApiSessionLimits.AccessLifetime;
        var key = await keys.FindSigning(ct);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (end < session.EndsAt ? end : session.EndsAt).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = session.UserId.ToString(CultureInfo.InvariantCulture),
                [JwtRegisteredClaimNames.Jti] = Secrets.NewToken(),
                [SessionClaim] = session.Id.ToString(CultureInfo.InvariantCulture),
                [ScopeClaim] = session.Scopes,
            },
            SigningCredentials = new SigningCredentials(key.Security, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>The session that a token names; null when it is not a good one of ours.</summary>
    public async Task<long?> Read(string token, CancellationToken ct)
    {
        if (token.Length > Longest || !_handler.CanReadToken(token) || !HasKeyOfOurs(token, out var id) || await keys.Find(id, ct) is not { } key)
        {
            return null;
        }

        var read = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [Type],
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IssuerSigningKey = key.Security,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsInItsTime,
        });
        return read.IsValid && read.Claims.TryGetValue(SessionClaim, out var name) && long.TryParse(name as string, NumberStyles.None, CultureInfo.InvariantCulture, out var session)
            ? session
            : null;
    }

    /// <summary>
    /// Looks at the header alone. The id is looked up among ours and means nothing else: no file, no address, no statement is made of it. A header that asks to
    /// be understood (<c>crit</c>) is refused, since we know none (RFC 7515, 4.1.11); the library does not look at it.
    /// </summary>
    private bool HasKeyOfOurs(string token, out string id)
    {
        id = "";
        try
        {
            var read = _handler.ReadJsonWebToken(token);
            id = read.TryGetHeaderValue<object>("crit", out _) ? "" : read.Kid;
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException)    // its parts are no JSON
        {
            return false;
        }

        return id is { Length: > 0 and < 100 };
    }

    private bool IsInItsTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end && (notBefore is not { } start || start - Leeway <= now);
    }
}
