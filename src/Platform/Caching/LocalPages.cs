using Microsoft.AspNetCore.OutputCaching;

namespace GigGatek.Platform.Caching;

/// <summary>The pages in this process's memory: the framework's store, which also counts what was dropped.</summary>
internal sealed class LocalPages(IOutputCacheStore memory) : IOutputCacheStore
{
    private long _evictions;

    /// <summary>Grows with each drop: a page that was begun at another count may show what was true before it.</summary>
    public long Evictions => Volatile.Read(ref _evictions);

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => memory.GetAsync(key, cancellationToken);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken) =>
        memory.SetAsync(key, value, tags, validFor, cancellationToken);

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _evictions);
        return memory.EvictByTagAsync(tag, cancellationToken);
    }
}
