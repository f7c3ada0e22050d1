using Microsoft.Extensions.Caching.Hybrid;

namespace GigGatek.Platform.Caching;

/// <summary>Where something is remembered, and for how long at most.</summary>
public sealed class CacheRule
{
    private CacheRule(TimeSpan inProcess, TimeSpan inRedis)
    {
        Process = inProcess == default ? null : new() { Expiration = inProcess, LocalCacheExpiration = inProcess, Flags = HybridCacheEntryFlags.DisableDistributedCache };
        Redis = inRedis;
    }

    /// <summary>Null: not in the process.</summary>
    internal HybridCacheEntryOptions? Process { get; }

    /// <summary>Zero: not in Redis.</summary>
    internal TimeSpan Redis { get; }

    /// <summary>
    /// In this process, and in Redis for the others. Should a change not reach a process, it counts there after <paramref name="lifetime"/>:
    /// each of the two keeps it for half of that, since one may take it from the other at its end.
    /// </summary>
    public static CacheRule Everywhere(TimeSpan lifetime) => new(lifetime / 2, lifetime / 2);

    /// <summary>In this process only: little that all need all the time. A change in another process counts after <paramref name="lifetime"/>.</summary>
    public static CacheRule InProcess(TimeSpan lifetime) => new(lifetime, default);

    /// <summary>In Redis only, where a change counts at once; without Redis not at all.</summary>
    public static CacheRule InRedis(TimeSpan lifetime) => new(default, lifetime);
}
