using GigGatek.Platform.Redis;
using Microsoft.Extensions.Caching.Hybrid;

namespace GigGatek.Platform.Caching;

/// <summary>
/// The one cache door: what is remembered of the database, and forgotten in all processes when it changes. What is decided with
/// money or units is read from the database, never from here.
/// </summary>
public sealed class ShopCache
{
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
