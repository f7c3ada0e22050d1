namespace GigGatek.Gateway.Shops;

/// <summary>Two counts over the last ten seconds, the one that runs included. Its owner sees to turns.</summary>
internal sealed class LastSeconds(TimeProvider clock)
{
    public const int Length = 10;

    private readonly (long Second, int All, int Some)[] _seconds = new (long, int, int)[Length];

    public void Add(int all, int some)
    {
        var now = Now;
        ref var slot = ref _seconds[now % Length];
        slot = slot.Second == now ? (now, slot.All + all, slot.Some + some) : (now, all, some);
    }

    public (int All, int Some) Sum()
    {
        var oldest = Now - Length + 1;
        var (all, some) = (0, 0);
        foreach (var second in _seconds)
        {
            if (second.Second >= oldest)
            {
                all += second.All;
                some += second.Some;
            }
        }

        return (all, some);
    }

    public void Clear() => Array.Clear(_seconds);

    /// <summary>From one on, so that what was never written is old.</summary>
    private long Now => (clock.GetTimestamp() / clock.TimestampFrequency) + Length;
}
