using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GigGatek.Platform.Security;
using GigGatek.Tests.Integration.Web;
using static System.Buffers.Text.Base64Url;

namespace GigGatek.Tests.Integration.Api;

/// <summary>Access tokens as attackers make them (RFC 8725, and what has been found in libraries since). Each must be nobody's, and none may break anything.</summary>
[Collection(ApiShop.Collection)]
[Trait("Database", "any")]
public sealed class TokenAttackTests(FurnishedShop shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_forged_or_foreign_token_is_anybodys()
    {
        var good = (await shop.Shop.HasSession(FurnishedShop.AdasEmail)).AccessToken;
        (await StatusOf(good)).ShouldBe(HttpStatusCode.OK);
        var token = new Parts(good, ShopsKey());
        (await StatusOf(token.Signed())).ShouldBe(HttpStatusCode.OK, "made anew with the shop's own key, so that only what is wrong with each is wrong");

        var taken = new List<string>();
        foreach (var (name, forged) in Forgeries(token).Concat(await Foreign(good)))
        {
            if (await StatusOf(forged) != HttpStatusCode.Unauthorized)
            {
                taken.Add(name);
            }
        }

        taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_in_an_address_or_a_cookie_is_not_read()
    {
        var good = (await shop.Shop.HasSession(FurnishedShop.AdasEmail)).AccessToken;
        using var caller = shop.NewCaller(null);
        using var address = await caller.GetAsync($"/api/v1/account?access_token={good}", Ct);
        address.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/account") { Headers = { { "Cookie", $"access_token={good}" } } };
        using var cookie = await caller.SendAsync(request, Ct);
        cookie.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static IEnumerable<(string Name, string Token)> Forgeries(Parts token)
    {
        using var mine = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var spki = token.Key.ExportSubjectPublicKeyInfo();
        var point = token.Key.ExportParameters(false).Q;
        var now = DateTimeOffset.FromUnixTimeSeconds(token.Payload["iat"]!.GetValue<long>());

        foreach (var none in new[] { "none", "None", "NONE", "nOnE", "" })
        {
            yield return ($"alg {none}, no signature", token.Header("alg", none).Unsigned());
            yield return ($"alg {none}, the old signature", token.Header("alg", none).WithOldSignature());
        }

        yield return ("no alg", token.Header("alg", null).Signed());
        yield return ("no signature", token.Unsigned());
        yield return ("a signature of zeros (CVE-2022-21449)", token.With(_ => new byte[64]));
        yield return ("a signature in DER", token.With(data => token.Key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        foreach (var (secret, name) in new (byte[], string)[]
        {
            (spki, "SPKI"), (Encoding.ASCII.GetBytes(token.Key.ExportSubjectPublicKeyInfoPem()), "PEM"), ([.. point.X!, .. point.Y!], "the point"), (Encoding.ASCII.GetBytes(EncodeToString(point.X)), "x"), ([], "nothing"),
        })
        {
            yield return ($"HS256 with the public key as its secret: {name}", token.Header("alg", "HS256").With(data => HMACSHA256.HashData(secret, data)));
        }

        yield return ("RS256", token.Header("alg", "RS256").With(data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        yield return ("PS256", token.Header("alg", "PS256").With(data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
        yield return ("ES384", token.Header("alg", "ES384").With(data => larger.SignData(data, HashAlgorithmName.SHA384)));
        yield return ("ES512 under our key", token.Header("alg", "ES512").With(data => token.Key.SignData(data, HashAlgorithmName.SHA512)));
        yield return ("ES256K", token.Header("alg", "ES256K").Signed());
        yield return ("another's key under our kid", token.With(data => mine.SignData(data, HashAlgorithmName.SHA256)));

        var own = mine.ExportParameters(false).Q;
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = EncodeToString(own.X), ["y"] = EncodeToString(own.Y), ["kid"] = "mine" };
        yield return ("his key in the header", token.Header("jwk", jwk.DeepClone()).With(data => mine.SignData(data, HashAlgorithmName.SHA256)));
        yield return ("his key in the header under its own kid", token.Header("jwk", jwk).Header("kid", "mine").With(data => mine.SignData(data, HashAlgorithmName.SHA256)));
        yield return ("an address of keys", token.Header("jku", "http://127.0.0.1:9/keys").Header("kid", "mine").With(data => mine.SignData(data, HashAlgorithmName.SHA256)));
        yield return ("an address of certificates", token.Header("x5u", "http://127.0.0.1:9/x").Header("kid", "mine").With(data => mine.SignData(data, HashAlgorithmName.SHA256)));
        foreach (var kid in new JsonNode?[]
        {
            null, "", "../../../../dev/null", "/etc/passwd", "' OR '1'='1", "1; DROP TABLE accounts_token_keys; --", "http://127.0.0.1:9/", "file:///dev/null", "\0", new string('k', 3000), 1, true, new JsonArray("x"), "|id", "%00",
        })
        {
            yield return ($"kid {kid?.ToJsonString()[..Math.Min(30, kid.ToJsonString().Length)]}", token.Header("kid", kid?.DeepClone()).With(data => HMACSHA256.HashData(Array.Empty<byte>(), data)));
            yield return ($"kid {kid?.ToJsonString()[..Math.Min(30, kid.ToJsonString().Length)]}, signed by us", token.Header("kid", kid?.DeepClone()).Signed());
        }

        yield return ("a header that must be understood", token.Header("crit", new JsonArray("exp")).Signed());
        yield return ("another type", token.Header("typ", "JWT").Signed());
        yield return ("no type", token.Header("typ", null).Signed());
        yield return ("the type of a logout", token.Header("typ", "logout+jwt").Signed());

        yield return ("ended", token.Claim("exp", now.AddSeconds(-1).ToUnixTimeSeconds()).Signed());
        yield return ("no end", token.Claim("exp", null).Signed());
        yield return ("an end in words", token.Claim("exp", "tomorrow").Signed());
        yield return ("not yet", token.Claim("nbf", now.AddHours(1).ToUnixTimeSeconds()).Signed());
        yield return ("another audience", token.Claim("aud", "https://elsewhere.example/api/v1").Signed());
        yield return ("an audience that begins as ours", token.Claim("aud", token.Payload["aud"]!.GetValue<string>() + ".evil.example").Signed());
        yield return ("no audience", token.Claim("aud", null).Signed());
        yield return ("another issuer", token.Claim("iss", "https://elsewhere.example").Signed());
        yield return ("no issuer", token.Claim("iss", null).Signed());
        yield return ("no session", token.Claim("sid", null).Signed());
        yield return ("a session that is not there", token.Claim("sid", "1").Signed());
        foreach (var sid in new JsonNode[] { "-1", "0x1", " 1", "1 OR 1=1", "99999999999999999999", 1, new JsonArray("1"), "\u0661" })
        {
            yield return ($"the session {sid.ToJsonString()}", token.Claim("sid", sid).Signed());
        }

        yield return ("another's session under the old signature", token.Claim("sid", "2").WithOldSignature());
        yield return ("more scopes under the old signature", token.Claim("scope", "people.edit").WithOldSignature());
        yield return ("a later end under the old signature", token.Claim("exp", now.AddYears(1).ToUnixTimeSeconds()).WithOldSignature());
    }

    /// <summary>What is no access token at all, or was made for something else.</summary>
    private async Task<IEnumerable<(string Name, string Token)>> Foreign(string good)
    {
        var parts = good.Split('.');
        var nothing = EncodeToString("{}"u8);
        return
        [
            ("a refresh token", (await shop.Shop.HasSession(FurnishedShop.AdasEmail)).RefreshToken), ("an empty one", "."), ("dots", ".."), ("more dots", "...."), ("letters", "a.b.c"), ("no JSON", "e30.e30.e30"),
            ("empty objects", $"{nothing}.{nothing}.{nothing}"), ("a header that is a list", $"{EncodeToString("[]"u8)}.{parts[1]}.{parts[2]}"), ("a header that is cut", $"{parts[0][..^3]}.{parts[1]}.{parts[2]}"),
            ("a payload that is cut", $"{parts[0]}.{parts[1][..^3]}.{parts[2]}"), ("a signature that is cut", good[..^3]), ("a part too many", good + ".x"), ("five parts", $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[1]}.{parts[2]}"),
            ("padding", $"{parts[0]}=.{parts[1]}.{parts[2]}"), ("a space within", good.Insert(20, " ")), ("very long", good + new string('A', 6000)), ("deep JSON", $"{EncodeToString(Encoding.ASCII.GetBytes(new string('[', 3000)))}.{parts[1]}.{parts[2]}"),
            ("twice", $"{good},{good}"),
        ];
    }

    /// <summary>Out of the database, as only who has its keys can.</summary>
    private ECDsa ShopsKey()
    {
        var id = shop.Shop.Database.Scalar("SELECT MAX(id) FROM accounts_token_keys");
        var number = Convert.ToInt64(id, null);
        var sealedKey = (string)shop.Shop.Database.Scalar($"SELECT private_key FROM accounts_token_keys WHERE id = {number}")!;
        sealedKey.ShouldNotContain("MIG");    // how PKCS #8 begins
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(shop.Shop.Get<PersonalData>().Open(new SealedPlace("accounts_token_keys", "private_key", number), sealedKey)), out _);
        return key;
    }

    private async Task<HttpStatusCode> StatusOf(string token)
    {
        using var caller = shop.Nobody;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/account");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await caller.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    /// <summary>A token taken apart, to be put together wrongly.</summary>
    private sealed record Parts(JsonObject Head, JsonObject Payload, string Signature, ECDsa Key)
    {
        public Parts(string token, ECDsa key)
            : this(Read(token.Split('.')[0]), Read(token.Split('.')[1]), token.Split('.')[2], key)
        {
        }

        private string Data => $"{Write(Head)}.{Write(Payload)}";

        public Parts Header(string name, JsonNode? value) => this with { Head = Change(Head, name, value) };

        public Parts Claim(string name, JsonNode? value) => this with { Payload = Change(Payload, name, value) };

        public string Signed() => With(data => Key.SignData(data, HashAlgorithmName.SHA256));

        public string With(Func<byte[], byte[]> sign) => $"{Data}.{EncodeToString(sign(Encoding.ASCII.GetBytes(Data)))}";

        public string Unsigned() => $"{Data}.";

        public string WithOldSignature() => $"{Data}.{Signature}";

        private static JsonObject Change(JsonObject all, string name, JsonNode? value)
        {
            var changed = (JsonObject)all.DeepClone();
            changed.Remove(name);
            if (value is not null)
            {
                changed[name] = value;
            }

            return changed;
        }

        private static JsonObject Read(string part) => JsonNode.Parse(DecodeFromChars(part))!.AsObject();

        private static string Write(JsonObject part) => EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
    }
}
