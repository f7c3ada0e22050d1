namespace GigGatek.Platform.Data.Replicas;

/// <summary>
/// Where the primary has been, and when. A replica is behind by the age of the first place that it has not reached: what it
/// says itself (<c>Seconds_Behind</c>) is zero while its connection is cut, and comes in whole seconds.
/// </summary>
internal sealed class PrimaryTrail(TimeProvider clock)
{
    private const int Most = 1500;    // five minutes of looks

    private readonly Lock _lock = new();
    private readonly LinkedList<(long Seen, GtidSet Position)> _places = new();

    public void Add(GtidSet position)
    {
        lock (_lock)
        {
            if (_places.Last?.Value.Position.Contains(position) is true)
            {
                return;
            }

            _places.AddLast((clock.GetTimestamp(), position));
            if (_places.Count > Most)
            {
                _places.RemoveFirst();
            }
        }
    }

    /// <summary>How long ago the primary has been first where the replica is not yet.</summary>
    public TimeSpan LagOf(GtidSet replica)
    {
        lock (_lock)
        {
            var missing = _places.Last;
            if (missing is null || replica.Contains(missing.Value.Position))
            {
                return TimeSpan.Zero;
            }

            while (missing.Previous is { } earlier && !replica.Contains(earlier.Value.Position))
            {
                missing = earlier;
            }

            return clock.GetElapsedTime(missing.Value.Seen);
        }
    }
}
