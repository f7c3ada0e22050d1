namespace GigGatek.Platform.Redis;

/// <summary>
/// What a shop's user of a Redis may do, as a line of its configuration: its own keys and its own messages, and no command that reaches the server
/// or another shop (<see href="https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/">ACL</see>, Redis 7 and Valkey).
/// </summary>
public static class RedisUser
{
    /// <summary>The user's name.</summary>
    public const string Name = "giggatek";

    // INFO and CLUSTER are how a client learns whom it talks to; TIME is in no class that is wanted whole.
    private const string Commands = "-@all +@read +@write +@pubsub +@scripting +@connection -@admin -@dangerous +info +time +cluster|nodes +cluster|slots";

    /// <summary>The line for the shop whose keys begin with <see cref="RedisOptions.Prefix"/>. Holds the password as it is.</summary>
    public static string WriteRule(string prefix, string password) => $"user {Name} on >{password} ~{{{prefix}}}:* &{{{prefix}}}:* {Commands}";
}
