using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace GigGatek.Platform.Redis;

/// <summary>A connection that cannot be read ends the start. The sentence does not repeat it: it holds the password.</summary>
internal sealed class RedisOptionsRules : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options) =>
        string.IsNullOrWhiteSpace(options.Connection) || IsReadable(options.Connection)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Redis:Connection does not say where Redis is; write it such as redis.example.com:6379,password=...,ssl=true.");

    private static bool IsReadable(string connection)
    {
        try
        {
            return ConfigurationOptions.Parse(connection).EndPoints.Count > 0;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
