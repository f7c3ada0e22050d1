using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>
/// A certificate authority that speaks ACME (RFC 8555) as far as certbot asks: accounts of RSA and P-256 keys, one name to an order, proof by
/// <c>http-01</c>. It checks what an authority must: signatures, nonces, the address that was signed, the proof itself and the names in the
/// request for the certificate. Names are looked up in no directory: the port 80 of each is where the test says.
/// </summary>
internal sealed class CertificateAuthority : IAsyncDisposable
{
    private readonly Uri _port80;
    private readonly WebApplication _app;
    private readonly HttpClient _visitor = new(new SocketsHttpHandler());
    private readonly X509Certificate2 _root;
    private readonly ConcurrentDictionary<string, bool> _nonces = new();
    private readonly ConcurrentDictionary<string, JsonElement> _accounts = new();
    private readonly ConcurrentDictionary<string, Order> _orders = new();

    private CertificateAuthority(Uri port80)
    {
        _port80 = port80;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Authority of the tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString());
        _app = builder.Build();
        _app.MapGet("/directory", () => Results.Json(new Dictionary<string, string>
        {
            ["newNonce"] = At("nonce"), ["newAccount"] = At("account"), ["newOrder"] = At("order"), ["revokeCert"] = At("revoke"), ["keyChange"] = At("key"),
        }));
        _app.MapMethods("/nonce", ["HEAD", "GET"], (HttpContext context) => GiveNonce(context));
        _app.MapPost("/account", (HttpContext context) => Answer(context, OpenAccount));
        _app.MapPost("/account/{id}", (HttpContext context) => Answer(context, _ => Results.Json(new { status = "valid" })));
        _app.MapPost("/order", (HttpContext context) => Answer(context, OpenOrder));
        _app.MapPost("/order/{id}", (HttpContext context, string id) => Answer(context, _ => Tell(_orders[id])));
        _app.MapPost("/proof/{id}", (HttpContext context, string id) => Answer(context, _ => Results.Json(TellProof(_orders[id]))));
        _app.MapPost("/challenge/{id}", (HttpContext context, string id) => AnswerAsync(context, signed => ProveAsync(signed, _orders[id])));
        _app.MapPost("/finalize/{id}", (HttpContext context, string id) => Answer(context, signed => Issue(signed, _orders[id])));
        _app.MapPost("/certificate/{id}", (HttpContext context, string id) =>
            Answer(context, _ => Results.Text($"{_orders[id].Certificate}\n{_root.ExportCertificatePem()}\n", "application/pem-certificate-chain")));
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePorts.Next()}");

    /// <summary>What certbot's <c>--server</c> is told.</summary>
    public string Directory => At("directory");

    /// <summary>How many it has issued.</summary>
    public int Issued => _orders.Values.Count(order => order.Certificate is not null);

    /// <summary>What it found on port 80 of a name that did not prove it.</summary>
    public ConcurrentQueue<string> Refusals { get; } = new();

    /// <summary><paramref name="port80"/> is asked whatever the name is.</summary>
    public static async Task<CertificateAuthority> StartAsync(Uri port80)
    {
        var authority = new CertificateAuthority(port80);
        await authority._app.StartAsync();
        return authority;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _visitor.Dispose();
        _root.Dispose();
    }

    private string At(string path) => new Uri(Address, path).ToString();

    private void GiveNonce(HttpContext context)
    {
        var nonce = Base64UrlOf(RandomNumberGenerator.GetBytes(16));
        _nonces[nonce] = true;
        context.Response.Headers["Replay-Nonce"] = nonce;
        context.Response.Headers.CacheControl = "no-store";
    }

    private Task Answer(HttpContext context, Func<Signed, IResult> answer) => AnswerAsync(context, signed => Task.FromResult(answer(signed)));

    /// <summary>RFC 8555, section 6: whoever asks has signed the address, a nonce of ours and his account.</summary>
    private async Task AnswerAsync(HttpContext context, Func<Signed, Task<IResult>> answer)
    {
        GiveNonce(context);
        var sent = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        var (protectedPart, payload) = (sent.GetProperty("protected").GetString()!, sent.GetProperty("payload").GetString()!);
        var header = JsonSerializer.Deserialize<JsonElement>(BytesOf(protectedPart));
        var account = header.TryGetProperty("kid", out var kid) ? kid.GetString()! : null;
        var key = account is null ? header.GetProperty("jwk") : _accounts.GetValueOrDefault(account);
        var isSigned = key.ValueKind == JsonValueKind.Object && _nonces.TryRemove(header.GetProperty("nonce").GetString()!, out _)
            && header.GetProperty("url").GetString() == At(context.Request.Path)
            && Verifies(key, Encoding.ASCII.GetBytes($"{protectedPart}.{payload}"), BytesOf(sent.GetProperty("signature").GetString()!));
        var result = isSigned
            ? await answer(new Signed(context, key, payload.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(BytesOf(payload))))
            : Refuse(400, "malformed", "This was not signed as RFC 8555 asks.");
        await result.ExecuteAsync(context);
    }

    private IResult OpenAccount(Signed signed)
    {
        var address = At($"account/{Thumbprint(signed.Key)}");
        var isNew = _accounts.TryAdd(address, signed.Key);
        signed.Context.Response.Headers.Location = address;
        return Results.Json(new { status = "valid" }, statusCode: isNew ? 201 : 200);
    }

    private IResult OpenOrder(Signed signed)
    {
        var name = signed.Payload.GetProperty("identifiers").EnumerateArray().Single().GetProperty("value").GetString()!;
        var order = new Order(_orders.Count.ToString(CultureInfo.InvariantCulture), name, Base64UrlOf(RandomNumberGenerator.GetBytes(32)));
        _orders[order.Id] = order;
        signed.Context.Response.Headers.Location = At($"order/{order.Id}");
        return Tell(order, 201);
    }

    private async Task<IResult> ProveAsync(Signed signed, Order order)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_port80, $"/.well-known/acme-challenge/{order.Token}")) { Headers = { Host = order.Name } };
        using var answer = await _visitor.SendAsync(request);
        var found = (await answer.Content.ReadAsStringAsync()).TrimEnd();
        order.IsProved = answer.IsSuccessStatusCode && found == $"{order.Token}.{Thumbprint(signed.Key)}";
        order.IsRefused = !order.IsProved;
        if (order.IsRefused)
        {
            Refusals.Enqueue($"{(int)answer.StatusCode} {found}");
        }

        signed.Context.Response.Headers.Link = $"<{At($"proof/{order.Id}")}>;rel=\"up\"";
        return Results.Json(TellChallenge(order));
    }

    private IResult Issue(Signed signed, Order order)
    {
        if (!order.IsProved)
        {
            return Refuse(403, "orderNotReady", "The name has not been proved.");
        }

        var request = CertificateRequest.LoadSigningRequest(
            BytesOf(signed.Payload.GetProperty("csr").GetString()!), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        var names = request.CertificateExtensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames());
        if (!names.SequenceEqual([order.Name]))
        {
            return Refuse(400, "badCSR", "The request names what was not proved.");
        }

        using var issued = request.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(_root.GetECDsaPrivateKey()!), _root.NotBefore, _root.NotAfter, RandomNumberGenerator.GetBytes(12));
        order.Certificate = issued.ExportCertificatePem();
        signed.Context.Response.Headers.Location = At($"order/{order.Id}");
        return Tell(order);
    }

    private IResult Tell(Order order, int status = 200) => Results.Json(
        new Dictionary<string, object?>
        {
            ["status"] = order.Certificate is not null ? "valid" : order.IsRefused ? "invalid" : order.IsProved ? "ready" : "pending",
            ["identifiers"] = new[] { new { type = "dns", value = order.Name } },
            ["authorizations"] = new[] { At($"proof/{order.Id}") },
            ["finalize"] = At($"finalize/{order.Id}"),
            [order.Certificate is null ? "none" : "certificate"] = At($"certificate/{order.Id}"),
        },
        statusCode: status);

    private object TellProof(Order order) => new { status = StatusOf(order), identifier = new { type = "dns", value = order.Name }, challenges = new[] { TellChallenge(order) } };

    private object TellChallenge(Order order) => new { type = "http-01", status = StatusOf(order), url = At($"challenge/{order.Id}"), token = order.Token };

    private static string StatusOf(Order order) => order.IsRefused ? "invalid" : order.IsProved ? "valid" : "pending";

    private static IResult Refuse(int status, string type, string detail) =>
        Results.Json(new { type = $"urn:ietf:params:acme:error:{type}", detail }, statusCode: status, contentType: "application/problem+json");

    private static bool Verifies(JsonElement key, byte[] signedBytes, byte[] signature)
    {
        if (key.GetProperty("kty").GetString() == "EC")
        {
            using var curve = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256, Q = { X = BytesOf(key.GetProperty("x").GetString()!), Y = BytesOf(key.GetProperty("y").GetString()!) },
            });
            return curve.VerifyData(signedBytes, signature, HashAlgorithmName.SHA256);
        }

        using var rsa = RSA.Create(new RSAParameters { Modulus = BytesOf(key.GetProperty("n").GetString()!), Exponent = BytesOf(key.GetProperty("e").GetString()!) });
        return rsa.VerifyData(signedBytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>RFC 7638.</summary>
    private static string Thumbprint(JsonElement key)
    {
        string[] members = key.GetProperty("kty").GetString() == "EC" ? ["crv", "kty", "x", "y"] : ["e", "kty", "n"];
        var canonical = "{" + string.Join(',', members.Select(member => $"\"{member}\":\"{key.GetProperty(member).GetString()}\"")) + "}";
        return Base64UrlOf(SHA256.HashData(Encoding.ASCII.GetBytes(canonical)));
    }

    private static string Base64UrlOf(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] BytesOf(string encoded) => System.Buffers.Text.Base64Url.DecodeFromChars(encoded);

    private sealed record Signed(HttpContext Context, JsonElement Key, JsonElement Payload);

    private sealed record Order(string Id, string Name, string Token)
    {
        public bool IsProved { get; set; }

        public bool IsRefused { get; set; }

        public string? Certificate { get; set; }
    }
}
