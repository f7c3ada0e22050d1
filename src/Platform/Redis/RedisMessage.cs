using StackExchange.Redis;

namespace GigGatek.Platform.Redis;

/// <summary>What processes tell each other: what to forget. <see cref="Beat"/> tells nothing: who hears his own has missed no other's.</summary>
internal sealed record RedisMessage(string Sender, string Kind, string Name)
{
    public const string Value = "value";
    public const string Pages = "pages";
    public const string Everything = "everything";
    public const string Beat = "beat";

    public RedisValue Write() => $"{Sender} {Kind} {Name}";

    /// <summary>Null for what nobody here would say.</summary>
    public static RedisMessage? Read(RedisValue text) =>
        ((string?)text)?.Split(' ', 3) is [var sender, var kind, var name] ? new RedisMessage(sender, kind, name) : null;
}
