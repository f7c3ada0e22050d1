using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GigGatek.Platform.Security;
using StackExchange.Redis;

namespace GigGatek.Platform.Redis;

/// <summary>A page of another process.</summary>
internal sealed record SharedPage(byte[] Bytes, string[] Tags, TimeSpan Remaining);

/// <summary>
/// Public pages in Redis, so that one process renders for all of the same release. They hold nothing personal and are not
/// sealed, but signed: who can write to Redis still cannot write on our pages.
/// </summary>
internal sealed class SharedPages(RedisConnection redis, SharedStamps stamps, Release release, IKeyRing keys, RedisMetrics metrics, TimeProvider clock)
{
    private const int SignatureSize = 32;

    public async Task<SharedPage?> FindAsync(string key)
    {
        var answer = await redis.AskAsync(db => FindIn(db, NameOf(key)));
        if (answer.IsThere)
        {
            metrics.Looked("page", answer.Value is not null);
        }

        return answer.Value;
    }

    private async Task<SharedPage?> FindIn(IDatabase db, string name)
    {
        if ((byte[]?)await db.StringGetAsync(name) is not { } stored || Read(name, stored) is not var (head, bytes))
        {
            return null;
        }

        var remaining = DateTimeOffset.FromUnixTimeMilliseconds(head.Until) - clock.GetUtcNow();
        return remaining > TimeSpan.Zero && await stamps.ReadAsync(db, head.Tags) == head.Stamps ? new SharedPage(bytes, head.Tags, remaining) : null;
    }

    public Task StoreAsync(string key, byte[] page, string[] tags, TimeSpan lifetime)
    {
        var name = NameOf(key);
        return redis.AskAsync(async db =>
        {
            var head = new Head(tags, await stamps.ReadAsync(db, tags), (clock.GetUtcNow() + lifetime).ToUnixTimeMilliseconds());
            return await db.StringSetAsync(name, Write(name, head, page), lifetime);
        });
    }

    public Task EvictAsync(string tag) => redis.TellAsync(db => stamps.RenewAsync(db, tag), RedisMessage.Pages, tag);

    /// <summary>Signature, one line of JSON, the page.</summary>
    private byte[] Write(string name, Head head, byte[] page)
    {
        byte[] content = [.. JsonSerializer.SerializeToUtf8Bytes(head), (byte)'\n', .. page];
        return [.. Sign(name, content), .. content];
    }

    private (Head Head, byte[] Page)? Read(string name, byte[] stored)
    {
        var content = stored.AsSpan(Math.Min(SignatureSize, stored.Length));
        var line = content.IndexOf((byte)'\n');
        return line > 0 && CryptographicOperations.FixedTimeEquals(stored.AsSpan(0, SignatureSize), Sign(name, content))
            ? (JsonSerializer.Deserialize<Head>(content[..line])!, content[(line + 1)..].ToArray())
            : null;
    }

    private byte[] Sign(string name, ReadOnlySpan<byte> content)
    {
        using var signature = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Current.Signing.Span);
        signature.AppendData(Encoding.UTF8.GetBytes(name));
        signature.AppendData(content);
        return signature.GetHashAndReset();
    }

    private string NameOf(string key) => $"{redis.Prefix}page:{release.Name}:{Secrets.Hash(key)}";

    private sealed record Head(string[] Tags, string Stamps, long Until);
}
