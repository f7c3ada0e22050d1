using GigGatek.Platform.Redis;
using Microsoft.AspNetCore.OutputCaching;

namespace GigGatek.Platform.Caching;

/// <summary>Pages from this process's memory, else from Redis: what one process has rendered, the others need not.</summary>
internal sealed class TwoLevelPages(LocalPages local, SharedPages shared) : IOutputCacheStore
{
    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var found = local.GetAsync(key, cancellationToken);
        return found is { IsCompletedSuccessfully: true, Result: { } page } ? new(page) : FetchAsync(key, cancellationToken);
    }

    private async ValueTask<byte[]?> FetchAsync(string key, CancellationToken ct)
    {
        var before = local.Evictions;
        if (await shared.FindAsync(key) is not { } page || local.Evictions != before)
        {
            return null;
        }

        await local.SetAsync(key, page.Bytes, page.Tags, page.Remaining, ct);
        return page.Bytes;
    }

    public async ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        await local.SetAsync(key, value, tags, validFor, cancellationToken);
        await shared.StoreAsync(key, value, tags ?? [], validFor);
    }

    /// <summary>In Redis first, or this process could fetch again what it has just dropped.</summary>
    public async ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        await shared.EvictAsync(tag);
        await local.EvictByTagAsync(tag, cancellationToken);
    }
}
