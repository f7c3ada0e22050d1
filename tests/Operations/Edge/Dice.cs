namespace GigGatek.Tests.Operations.Edge;

/// <summary>Numbers that look like chance and are the same at every run (splitmix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public long NextInt64()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (long)((mixed ^ (mixed >> 31)) >> 1);
    }

    public int Next(int below) => (int)(NextInt64() % below);

    public int Next(int from, int below) => from + Next(below - from);
}
