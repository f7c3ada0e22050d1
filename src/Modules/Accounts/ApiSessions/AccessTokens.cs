using System.Globalization;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Platform.Security;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>
/// Access tokens, made and read; what makes one a good one says <see cref="AccessTokenCheck"/>. They name the session, so that ending it counts before they end.
/// </summary>
internal sealed class AccessTokens(TokenKeys keys, IOptions<ShopOptions> shop, TimeProvider clock)
{
    private const string SessionClaim = "sid", ScopeClaim = "scope";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly AccessTokenCheck _check = new(shop.Value.PublicUrl, clock);

    public async Task<string> Write(ApiSessionRow session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var end = now + ApiSessionLimits.AccessLifetime;
        var key = await keys.FindSigning(ct);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = AccessTokenCheck.Type,
            Issuer = _check.Issuer,
            Audience = _check.Audience,
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
    public async Task<long?> Read(string token, CancellationToken ct) =>
        _check.FindKeyId(token) is { } id
        && await keys.Find(id, ct) is { } key
        && await _check.ReadAsync(token, key.Security) is { } read
        && read.TryGetPayloadValue<string>(SessionClaim, out var name)
        && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var session)
            ? session
            : null;
}
