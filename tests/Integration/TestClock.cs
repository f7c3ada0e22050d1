namespace GigGatek.Tests.Integration;

/// <summary>Real time plus an offset: background work goes on, and a test can still skip an hour.</summary>
public sealed class TestClock : TimeProvider
{
    private long _offsetTicks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public override long GetTimestamp() => base.GetTimestamp() + (Interlocked.Read(ref _offsetTicks) * (TimestampFrequency / TimeSpan.TicksPerSecond));
}
