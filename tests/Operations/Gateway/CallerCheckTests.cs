using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using GigGatek.Platform.Releases;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>Keys and access tokens at the gateway: what certainly opens nothing does not reach a shop.</summary>
public sealed class CallerCheckTests(CallerCheckTests.Checked gateway) : IClassFixture<CallerCheckTests.Checked>, IDisposable
{
    private const string Shop = "https://shop.example";

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = gateway.Gateway.Address };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> WrongTokens => ["ended", "not yet", "another audience", "another issuer", "another type", "crit", "another key under our id", "unknown key", "not signed", "signed with the public key", "changed", "too long"];

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task What_may_be_right_is_passed_on_for_the_shop_to_look_at()
    {
        foreach (var good in new[] { gateway.Key.Token(), "gg_abcdefghijkm_" + new string('A', 43), "ggr_abcdefghijkm_" + new string('A', 43) })
        {
            using var answer = await Ask("/api/v1/account", good);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, good);
        }
    }

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_token_that_opens_nothing_is_refused_as_the_shop_refuses_it(string what)
    {
        var before = gateway.Shops[0].Received.Count;
        using var answer = await Ask("/api/v1/account", Wrong(what));
        await IsRefused(answer);
        gateway.Shops[0].Received.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("gg_short")]
    [InlineData("gg_ABCDEFGHIJKL_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("gk_abcdefghijkm_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("a.b")]
    [InlineData("..")]
    public async Task What_does_not_look_like_a_key_or_a_token_is_refused(string text)
    {
        var before = gateway.Shops[0].Received.Count;
        using var answer = await Ask("/api/v1/products", text);
        await IsRefused(answer);
        gateway.Shops[0].Received.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Where_no_token_is_asked_for_none_is_looked_at()
    {
        using var nobody = await _client.GetAsync("/api/v1/products", Ct);
        nobody.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var page = await Ask("/mine", "x");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sessions") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Wrong("ended")) } };
        using var signsIn = await _client.SendAsync(request, Ct);
        signsIn.StatusCode.ShouldBe(HttpStatusCode.OK, "who has only an old one gets a new one");
    }

    [Fact]
    public async Task A_new_key_counts_at_once_and_one_that_was_withdrawn_no_more()
    {
        var next = new TokenKey();
        (await Status(next.Token())).ShouldBe(HttpStatusCode.Unauthorized);
        gateway.Shops[0].TokenKeys = TokenKey.SetOf(gateway.Key, next);
        var token = next.Token();
        await Wait.Until("the new key", async () => await Status(token) == HttpStatusCode.OK);    // a shop is asked at most every other second
        (await Status(gateway.Key.Token())).ShouldBe(HttpStatusCode.OK);

        gateway.Shops[0].TokenKeys = TokenKey.SetOf(gateway.Key);
        await Wait.Until("the old keys", async () => await Status(token) == HttpStatusCode.Unauthorized);
        (await Status(gateway.Key.Token())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_no_shop_tells_the_keys_the_shops_decide()
    {
        await using var silent = await StubShop.StartAsync("silent");
        await using var alone = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, silent.Address)], gateway.Settings);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = alone.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", gateway.Key.Token()) } };
        using var answer = await client.GetAsync("/api/v1/account", Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_keys_are_asked_of_those_shops_alone_that_get_calls_of_the_api()
    {
        await using var pages = await StubShop.StartAsync("pages");    // tells none
        await using var programs = await StubShop.StartAsync("programs");
        programs.TokenKeys = TokenKey.SetOf(gateway.Key);
        ReleaseShop[] shops = [new(pages.Address, ["storefront", "payments"]), new(programs.Address, ["api"])];
        await using var divided = await RunningGateway.StartAsync([new ReleaseColour("blue", 100, "0.1.0", shops)], gateway.Settings);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = divided.Address };
        await Wait.Until("unknown keys to be nobody's", async () => await Status(client, new TokenKey().Token()) == HttpStatusCode.Unauthorized);
        (await Status(client, gateway.Key.Token())).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/account") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await client.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static async Task IsRefused(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\"");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        problem.GetProperty("type").GetString().ShouldBe($"{Shop}/api/problems/unauthenticated");
        problem.GetProperty("status").GetInt32().ShouldBe(401);
        problem.GetProperty("code").GetString().ShouldBe("unauthenticated");
    }

    private string Wrong(string what)
    {
        var (key, now) = (gateway.Key, TimeProvider.System.GetUtcNow().UtcDateTime);
        var right = key.Token();
        var parts = right.Split('.');
        return what switch
        {
            "ended" => key.Token(token => (token.NotBefore, token.IssuedAt, token.Expires) = (now.AddHours(-1), now.AddHours(-1), now.AddSeconds(-1))),
            "not yet" => key.Token(token => token.NotBefore = now.AddMinutes(5)),
            "another audience" => key.Token(token => token.Audience = "https://other.example/api/v1"),
            "another issuer" => key.Token(token => token.Issuer = "https://other.example"),
            "another type" => key.Token(token => token.TokenType = "JWT"),
            "crit" => key.Token(token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["crit"] = new[] { "exp" } }),
            "another key under our id" => new TokenKey(key.Id).Token(),
            "unknown key" => new TokenKey().Token(),
            "not signed" => $"{Base64UrlEncoder.Encode($$"""{"alg":"none","typ":"at+jwt","kid":"{{key.Id}}"}""")}.{parts[1]}.",
            "signed with the public key" => key.TokenOf(new SymmetricSecurityKey(key.PublicBytes) { KeyId = key.Id }),
            "changed" => $"{parts[0]}.{parts[1][..^2]}AA.{parts[2]}",
            _ => right + new string('A', 5000),
        };
    }

    private async Task<HttpStatusCode> Status(string token)
    {
        using var answer = await Ask("/api/v1/account", token);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> Ask(string path, string bearer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", bearer) } };
        return await _client.SendAsync(request, Ct);
    }

    /// <summary>One that knows the shop's address, and a shop that tells its keys.</summary>
    public sealed class Checked : SharedGateway
    {
        internal TokenKey Key { get; } = new();

        internal override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Gateway__PublicUrl"] = Shop, ["Gateway__TokenKeysSeconds"] = "1" };

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Shops[0].TokenKeys = TokenKey.SetOf(Key);
            using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Gateway.Address };
            await Wait.Until("the keys", async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/account") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", new TokenKey().Token()) } };
                using var answer = await client.SendAsync(request, Ct);
                return answer.StatusCode == HttpStatusCode.Unauthorized;
            });
        }
    }

    /// <summary>A key that signs as the shop's do.</summary>
    internal sealed class TokenKey
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public TokenKey(string? id = null) => Id = id ?? Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

        public string Id { get; }

        public byte[] PublicBytes => _key.ExportSubjectPublicKeyInfo();

        public static string SetOf(params TokenKey[] keys) => JsonSerializer.Serialize(new { keys = keys.Select(key => key.ToJson()) });

        public string Token(Action<SecurityTokenDescriptor>? change = null) => TokenOf(new ECDsaSecurityKey(_key) { KeyId = Id }, change);

        public string TokenOf(SecurityKey key, Action<SecurityTokenDescriptor>? change = null)
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            var token = new SecurityTokenDescriptor
            {
                TokenType = "at+jwt",
                Issuer = Shop,
                Audience = Shop + "/api/v1",
                IssuedAt = now,
                NotBefore = now,
                Expires = now.AddMinutes(15),
                Claims = new Dictionary<string, object> { ["sub"] = "1", ["sid"] = "2", ["jti"] = Id },
                SigningCredentials = new SigningCredentials(key, key is SymmetricSecurityKey ? SecurityAlgorithms.HmacSha256 : SecurityAlgorithms.EcdsaSha256),
            };
            change?.Invoke(token);
            return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
        }

        private object ToJson()
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y), kid = Id, use = "sig", alg = "ES256" };
        }
    }
}
