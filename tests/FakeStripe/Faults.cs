namespace GigGatek.Tests.FakeStripe;

/// <summary>What goes wrong with a request.</summary>
public enum Fault
{
    None,

    /// <summary>429 before anything is done; not kept under the key.</summary>
    TooMany,

    /// <summary>500 before anything is done; kept, and so answered again for a day.</summary>
    FailsBefore,

    /// <summary>The work is done, and 500 is answered and kept.</summary>
    FailsAfter,

    /// <summary>The connection breaks before anything is done.</summary>
    BreaksBefore,

    /// <summary>The work is done and its answer kept; the connection breaks before it arrives.</summary>
    BreaksAfter,

    /// <summary>The work is done; its answer comes later than anybody waits.</summary>
    Hangs,
}

/// <summary>A request as the fault's chooser sees it.</summary>
/// <param name="Number">1 for the first one since the start.</param>
public sealed record FakeRequest(int Number, string Method, string Path);

/// <summary>A sequence of numbers from a seed, the same on every machine (xorshift64*).</summary>
public sealed class Dice(ulong seed)
{
    private readonly Lock _lock = new();
    private ulong _state = (seed * 0x9E3779B97F4A7C15UL) | 1;

    /// <summary>From 0 to <paramref name="sides"/> − 1.</summary>
    public int Roll(int sides)
    {
        lock (_lock)
        {
            _state ^= _state >> 12;
            _state ^= _state << 25;
            _state ^= _state >> 27;
            return (int)((_state * 0x2545F4914F6CDD1DUL >> 33) % (ulong)sides);
        }
    }
}
