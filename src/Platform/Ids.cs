using System.Security.Cryptography;

namespace GigGatek.Platform;

/// <summary>
/// Row ids, made before the row is written: 41 bits of milliseconds since 2025, 10 bits of process, 12 bits of sequence.
/// They grow with time, so inserts append and id order is the order of making. Not secret: see <see cref="Secrets"/>.
/// </summary>
public sealed class Ids(TimeProvider clock)
{
    private const int BitsBelowTime = 22;

    private static readonly long Epoch = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly long _process = RandomNumberGenerator.GetInt32(1 << 10);
    private long _last;

    /// <summary>A new id, larger than all that this process made before, even when the clock steps back.</summary>
    public long Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var now = (clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << 12;
            var next = Math.Max(last + 1, now);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return ((next >> 12) << BitsBelowTime) | (_process << 12) | (next & 0xFFF);
            }
        }
    }

    /// <summary>No id that is made from then on is smaller, and none made before is larger: clocks of different processes aside.</summary>
    public static long FirstAt(DateTimeOffset time) => Math.Max(0, time.ToUnixTimeMilliseconds() - Epoch) << BitsBelowTime;
}
