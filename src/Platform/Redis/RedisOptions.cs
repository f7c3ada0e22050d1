using System.ComponentModel.DataAnnotations;

namespace GigGatek.Platform.Redis;

/// <summary>Where Redis (or Valkey) is, for shops of several processes. Section <c>Redis</c>; without it the shop remembers in memory only.</summary>
public sealed class RedisOptions
{
    /// <summary>As StackExchange.Redis reads it: <c>redis.example.com:6379,password=...,ssl=true</c>. Secret.</summary>
    public string? Connection { get; init; }

    /// <summary>What all keys and messages of this shop begin with: two shops at one server need two.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "up to 40 small letters, digits and hyphens")]
    public string Prefix { get; init; } = "giggatek";

    /// <summary>How long a request waits for an answer. The first that waits in vain is the last: Redis is left alone until it answers again.</summary>
    [Range(20, 5000)]
    public int PatienceMilliseconds { get; init; } = 250;
}
