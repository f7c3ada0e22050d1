namespace GigGatek.Platform.Caching;

/// <summary>
/// Moves what is remembered in this process on to other keys when it changes, so that not even a read that began before the
/// change can bring the old state back. Names share counters: a change of one makes some others be read again, which costs
/// little and needs no list of names.
/// </summary>
internal sealed class Generations
{
    private readonly int[] _changes = new int[4096];
    private int _all;

    /// <summary>The key of a name as it stands.</summary>
    public string KeyOf(string name) => FormattableString.Invariant($"{name}#{Volatile.Read(ref _all)}.{Volatile.Read(ref _changes[Slot(name)])}");

    public void Forget(string name) => Interlocked.Increment(ref _changes[Slot(name)]);

    public void ForgetAll() => Interlocked.Increment(ref _all);

    private int Slot(string name) => (int)((uint)string.GetHashCode(name, StringComparison.Ordinal) % _changes.Length);
}
