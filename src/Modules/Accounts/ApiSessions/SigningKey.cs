using System.Security.Cryptography;
using GigGatek.Contracts.Accounts;
using Microsoft.IdentityModel.Tokens;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>A key of ES256 (RFC 7518, 3.4: ECDSA on P-256 with SHA-256), open.</summary>
internal sealed class SigningKey
{
    private SigningKey(long number, ECDsa key, DateTimeOffset signsFrom)
    {
        Number = number;
        SignsFrom = signsFrom;
        Security = new ECDsaSecurityKey(key);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
        Security.KeyId = Base64UrlEncoder.Encode(new JsonWebKey { Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv = JsonWebKeyECTypes.P256, X = x, Y = y }.ComputeJwkThumbprint());
        Public = new PublicTokenKey(Security.KeyId, x, y);
    }

    public long Number { get; }

    public string Id => Security.KeyId;

    public DateTimeOffset SignsFrom { get; }

    public ECDsaSecurityKey Security { get; }

    public PublicTokenKey Public { get; }

    public static SigningKey Make(long number, DateTimeOffset signsFrom) => new(number, ECDsa.Create(ECCurve.NamedCurves.nistP256), signsFrom);

    public static SigningKey Read(long number, string text, DateTimeOffset signsFrom)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(text), out _);
        return new(number, key, signsFrom);
    }

    /// <summary>Secret.</summary>
    public string Write() => Convert.ToBase64String(Security.ECDsa.ExportPkcs8PrivateKey());
}
