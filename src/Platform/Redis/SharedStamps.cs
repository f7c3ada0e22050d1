using StackExchange.Redis;

namespace GigGatek.Platform.Redis;

/// <summary>
/// What makes things in Redis stale. Each carries the random stamps that its names had when it was made; a change gives a name
/// a new stamp. A stamp that Redis has thrown away is made anew, so what lies under it is stale too: a full Redis forgets, but
/// never brings back what was dropped.
/// </summary>
internal sealed class SharedStamps(RedisConnection redis)
{
    /// <summary>Under every thing: its change makes all of them stale.</summary>
    public const string Everything = "everything";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private const string ReadOrMake =
        """
        local stamps = {}
        for i, key in ipairs(KEYS) do
          local stamp = redis.call('GET', key)
          if not stamp then
            stamp = ARGV[1]
            redis.call('SET', key, stamp, 'EX', ARGV[2])
          end
          stamps[i] = stamp
        end
        return table.concat(stamps, '.')
        """;

    public async Task<string> ReadAsync(IDatabase db, IEnumerable<string> names) =>
        (string?)await db.ScriptEvaluateAsync(
            ReadOrMake, [.. names.Append(Everything).Select(KeyOf)], [Secrets.NewToken(), (long)Lifetime.TotalSeconds]) ?? "";

    public Task RenewAsync(IDatabase db, params IEnumerable<string> names) =>
        Task.WhenAll(names.Select(name => db.StringSetAsync(KeyOf(name), Secrets.NewToken(), Lifetime)));

    private RedisKey KeyOf(string name) => $"{redis.Prefix}stamp:{name}";
}
