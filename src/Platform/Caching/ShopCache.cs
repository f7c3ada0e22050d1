using GigGatek.Platform.Redis;
using Microsoft.Extensions.Caching.Hybrid;

namespace GigGatek.Platform.Caching;

/// <summary>
/// The one cache door: what is remembered of the database, and forgotten in all processes when it changes. What is decided with
/// money or units is read from the database, never from here.
/// </summary>
public sealed class ShopCache
{
    private static readonly HybridCacheEntryOptions OnlyLook = new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData | HybridCacheEntryFlags.DisableDistributedCache };

    private readonly HybridCache _cache;
    private readonly Generations _generations;
    private readonly SharedValues? _shared;

    internal ShopCache(HybridCache cache, Generations generations, SharedValues? shared) =>
        (_cache, _generations, _shared) = (cache, generations, shared);

    /// <summary>What is remembered under a name, else what <paramref name="load"/> answers. In Redis it is sealed JSON.</summary>
    public ValueTask<T> GetAsync<TState, T>(string name, CacheRule rule, TState state, Func<TState, CancellationToken, ValueTask<T>> load, CancellationToken ct)
    {
        var isShared = _shared is not null && rule.Redis != default;
        if (rule.Process is not { } process)
        {
            return isShared ? _shared!.GetAsync(name, rule.Redis, () => load(state, ct)) : load(state, ct);
        }

        var key = _generations.KeyOf(name);
        return isShared
            ? _cache.GetOrCreateAsync(key, ct => _shared!.GetAsync(name, rule.Redis, () => load(state, ct)), process, cancellationToken: ct)
            : _cache.GetOrCreateAsync(key, state, load, process, cancellationToken: ct);
    }

    /// <summary>
    /// As <see cref="GetAsync{TState, T}"/>, for what strangers ask for. That there is nothing is not remembered, so nobody fills the memory with names
    /// that he made up.
    /// </summary>
    public async ValueTask<T?> FindAsync<TState, T>(string name, CacheRule rule, TState state, Func<TState, CancellationToken, ValueTask<T?>> load, CancellationToken ct)
        where T : class
    {
        var key = _generations.KeyOf(name);    // before it is read: what changes meanwhile is kept under a key that nobody asks for
        if (rule.Process is not null && await _cache.GetOrCreateAsync(key, static _ => ValueTask.FromResult<T?>(null), OnlyLook, cancellationToken: ct) is { } remembered)
        {
            return remembered;
        }

        var found = await (_shared is not null && rule.Redis != default ? _shared.GetAsync(name, rule.Redis, () => load(state, ct)) : load(state, ct));
        if (found is not null && rule.Process is { } process)
        {
            await _cache.SetAsync(key, found, process, cancellationToken: ct);
        }

        return found;
    }

    /// <summary>
    /// Call it after the commit of a change. In this process it counts at once, in others as soon as Redis tells them. It does not
    /// fail: when Redis is away, all that lies there is given up at its return.
    /// </summary>
    public async Task ForgetAsync(string name)
    {
        if (_shared is not null)
        {
            await _shared.ForgetAsync(name);    // first, or this process could take the old state from it again
        }

        _generations.Forget(name);
    }
}
