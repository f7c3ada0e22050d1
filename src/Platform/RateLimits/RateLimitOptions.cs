using System.ComponentModel.DataAnnotations;

namespace GigGatek.Platform.RateLimits;

/// <summary>How often the shop may be asked. Section <c>RateLimits</c>; the limits of each class are those of one address that nobody has signed in from.</summary>
public sealed class RateLimitOptions
{
    /// <summary>False admits everything.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Pages, carts, the API, for all that has no class of its own.</summary>
    public RateLimit General { get; init; } = new() { PerMinute = 600, Burst = 300 };

    /// <summary>Categories, search and suggestions.</summary>
    public RateLimit Search { get; init; } = new() { PerMinute = 240, Burst = 120 };

    /// <summary>Orders, quotes and payments.</summary>
    public RateLimit Checkout { get; init; } = new() { PerMinute = 60, Burst = 30 };

    /// <summary>Passwords, codes, and mails with links.</summary>
    public RateLimit SignIn { get; init; } = new() { PerMinute = 30, Burst = 20 };

    /// <summary>What a gateway takes from one address, of all kinds and whoever asks.</summary>
    public RateLimit Edge { get; init; } = new() { PerMinute = 12_000, Burst = 2_000 };

    /// <summary>How many times as much one API key, or one program that a person has signed in, may ask.</summary>
    [Range(1, 100)]
    public int KeyTimes { get; init; } = 5;

    /// <summary>How many times as much an account may ask: a person in the browser, and all keys and programs of the account together.</summary>
    [Range(1, 100)]
    public int AccountTimes { get; init; } = 10;

    /// <summary>How many times as much an address may ask that accounts ask from, all together.</summary>
    [Range(1, 100)]
    public int CallersTimes { get; init; } = 20;
}

/// <summary>How often something may be done.</summary>
public sealed class RateLimit
{
    /// <summary>For good.</summary>
    [Range(1, 100_000)]
    public int PerMinute { get; init; } = 600;

    /// <summary>At once.</summary>
    [Range(1, 100_000)]
    public int Burst { get; init; } = 300;

    internal Gcra Times(int times) => new(PerMinute * times, Burst * times);
}
