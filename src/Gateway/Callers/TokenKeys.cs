using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace GigGatek.Gateway.Callers;

/// <summary>
/// The public keys that access tokens are checked with, fetched from all shops that tell them and are ready (RFC 7517): a key that was made a moment ago is known to the one
/// that has signed with it before it is to the others.
/// </summary>
internal sealed partial class TokenKeys(Fleet fleet, Routes routes, ShopConnections connections, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<TokenKeys> log) : BackgroundService
{
    private const string Address = "/.well-known/jwks.json";
    private const int Longest = 64 * 1024;

    /// <summary>Tokens of unknown keys have the shops asked no more often than this, whoever sends how many.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _pause = TimeSpan.FromSeconds(options.Value.TokenKeysSeconds);
    private readonly SemaphoreSlim _turn = new(1);
    private volatile KnownKeys _known = KnownKeys.None;

    /// <summary>Changes when the keys do.</summary>
    public KnownKeys Known => _known;

    /// <summary>The keys as they are, fetched anew when this one is not among them.</summary>
    public async ValueTask<KnownKeys> FindWith(string id, CancellationToken ct)
    {
        var known = _known;
        return known.ById.ContainsKey(id) || (known.FetchedAt is { } at && clock.GetElapsedTime(at) < Patience) ? known : await FetchAfter(known, ct);
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.PublicUrl.Length > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FetchAfter(_known, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(_pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Who waited while another fetched takes what that one got.</summary>
    private async Task<KnownKeys> FetchAfter(KnownKeys before, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return _known == before || !_known.IsFresh ? _known = await Fetch(ct) : _known;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<KnownKeys> Fetch(CancellationToken ct)
    {
        var before = _known;
        var shops = fleet.Traffic.Colours.SelectMany(colour => colour.ShopsOf(routes.Of(Address))).Where(shop => shop.IsUsable).ToList();
        var sets = await Task.WhenAll(shops.Select(shop => Fetch(shop, ct)));
        var read = sets.OfType<List<SecurityKey>>().SelectMany(set => set).DistinctBy(key => key.KeyId).ToList();
        var isFresh = sets.Length > 0 && sets.All(set => set is not null);
        var isSame = read.Count == before.ById.Count && read.TrueForAll(key => before.ById.ContainsKey(key.KeyId));
        return isSame || (!isFresh && read.Count == 0)
            ? before with { FetchedAt = clock.GetTimestamp(), IsFresh = isFresh }
            : new KnownKeys(read.ToFrozenDictionary(key => key.KeyId), clock.GetTimestamp(), isFresh);
    }

    /// <summary>Null when it does not say.</summary>
    private async Task<List<SecurityKey>?> Fetch(Shop shop, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, shop.Prefix + Address);
            using var answer = await connections.Client.SendAsync(request, patience.Token);
            answer.EnsureSuccessStatusCode();
            await answer.Content.LoadIntoBufferAsync(Longest, patience.Token);
            return [.. JsonWebKeySet.Create(await answer.Content.ReadAsStringAsync(patience.Token)).Keys.Where(IsOfOurKind).Select(Open)];
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or ArgumentException or JsonException or FormatException or CryptographicException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogSilent(shop.Prefix, failure.Message);
            return null;
        }
    }

    private static bool IsOfOurKind(JsonWebKey key) =>
        key is { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P256, Alg: SecurityAlgorithms.EcdsaSha256, X.Length: > 0, Y.Length: > 0, Kid.Length: > 0 };

    private static SecurityKey Open(JsonWebKey key) => new ECDsaSecurityKey(ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) },
    }))
    {
        KeyId = key.Kid,
    };

    [LoggerMessage(LogLevel.Warning, "The shop {Address} does not tell the public keys of access tokens: {Reason}")]
    private partial void LogSilent(string address, string reason);
}

/// <summary>What is known of the keys.</summary>
/// <param name="FetchedAt">By the clock's timestamp; null: never.</param>
/// <param name="IsFresh">Whether every shop has said so at that time: then a key that is not there is nobody's.</param>
internal sealed record KnownKeys(FrozenDictionary<string, SecurityKey> ById, long? FetchedAt, bool IsFresh)
{
    public static KnownKeys None { get; } = new(FrozenDictionary<string, SecurityKey>.Empty, null, false);
}
