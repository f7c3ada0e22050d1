using System.Globalization;
using GigGatek.Platform.Redis;
using StackExchange.Redis;

namespace GigGatek.Platform.RateLimits;

/// <summary>
/// What all processes count together in Redis: all that a request counts to in one script, which nothing comes between, and by Redis's clock, which is the same
/// for all. A key lies there as long as its debt.
/// </summary>
internal sealed class SharedLimits(RedisConnection redis)
{
    /// <summary>Keys are instants in microseconds since 1970, when a debt ends; a number of Lua holds them exactly. Answers 1 or 0, then the debts.</summary>
    private const string Script =
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local answer = { 1 }
        for i, key in ipairs(KEYS) do
          local interval, full = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
          local debt = math.min(math.max((tonumber(redis.call('GET', key)) or 0) - now, 0), full)
          answer[i + 1] = debt
          if debt + interval > full then answer[1] = 0 end
        end
        if answer[1] == 1 then
          for i, key in ipairs(KEYS) do
            local debt = answer[i + 1] + tonumber(ARGV[2 * i - 1])
            redis.call('SET', key, string.format('%.0f', now + debt), 'PX', math.ceil(debt / 1000))
            answer[i + 1] = debt
          end
        end
        return answer
        """;

    /// <summary>Counts a request, when there is room; null when Redis did not answer.</summary>
    public async ValueTask<Verdict?> TakeAsync(IReadOnlyList<Counted> counted)
    {
        if (!redis.IsUp)
        {
            return null;
        }

        var (keys, limits) = (new RedisKey[counted.Count], new RedisValue[counted.Count * 2]);
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = $"{redis.Prefix}limit:{counted[i].Key}";
            limits[2 * i] = counted[i].Limit.Interval.ToString(CultureInfo.InvariantCulture);
            limits[(2 * i) + 1] = counted[i].Limit.Full.ToString(CultureInfo.InvariantCulture);
        }

        var answer = await redis.AskAsync(async db => (long[]?)await db.ScriptEvaluateAsync(Script, keys, limits));
        return answer is { IsThere: true, Value: [var isAdmitted, .. var debts] } ? new Verdict(isAdmitted == 1, counted, debts) : null;
    }
}
