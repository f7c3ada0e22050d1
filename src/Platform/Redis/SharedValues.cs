using System.Security.Cryptography;
using System.Text.Json;
using GigGatek.Platform.Security;
using StackExchange.Redis;

namespace GigGatek.Platform.Redis;

/// <summary>
/// Values in Redis, behind each process's own memory: sealed, because they may be personal, and under the stamps of the moment
/// before they were read. What was read from the database before a change and arrives after it is stale at once.
/// </summary>
internal sealed class SharedValues(RedisConnection redis, SharedStamps stamps, PersonalData door, RedisMetrics metrics)
{
    /// <summary>What lies under a name, else what <paramref name="load"/> answers, which then lies there unless it is null.</summary>
    public async ValueTask<T> GetAsync<T>(string name, TimeSpan lifetime, Func<ValueTask<T>> load)
    {
        var looked = await redis.AskAsync(async db =>
        {
            var now = stamps.ReadAsync(db, [name]);
            var stored = db.StringGetAsync(KeyOf(name));
            return (Stamps: await now, Stored: (string?)await stored);
        });
        if (!looked.IsThere)
        {
            return await load();
        }

        var found = Open(name, looked.Value.Stamps, looked.Value.Stored);
        metrics.Looked("value", found is not null);
        return found is not null ? JsonSerializer.Deserialize<T>(found, ContractJson.Options)! : await LoadAsync(name, looked.Value.Stamps, lifetime, load);
    }

    public Task ForgetAsync(string name) => redis.TellAsync(db => stamps.RenewAsync(db, name), RedisMessage.Value, name);

    private async Task<T> LoadAsync<T>(string name, string before, TimeSpan lifetime, Func<ValueTask<T>> load)
    {
        var value = await load();
        if (value is null)
        {
            return value;
        }

        var stored = $"{before} {door.Seal(PlaceOf(name), JsonSerializer.Serialize(value, ContractJson.Options))}";
        await redis.AskAsync(db => db.StringSetAsync(KeyOf(name), stored, lifetime));
        return value;
    }

    private string? Open(string name, string now, string? stored)
    {
        if (stored?.Split(' ', 2) is not [var before, var value] || before != now)
        {
            return null;
        }

        try
        {
            return door.Open(PlaceOf(name), value);
        }
        catch (CryptographicException)
        {
            return null;    // of a key that is gone, or not ours
        }
    }

    private static SealedPlace PlaceOf(string name) => new("redis", name, 0);

    private RedisKey KeyOf(string name) => $"{redis.Prefix}value:{name}";
}
