namespace GigGatek.Storefront.Reports;

/// <summary>
/// Counts reports in memory until they are written together: whoever sends millions costs some additions. So many in a minute, of so many kinds; what
/// is beyond that is counted as dropped and leaves no other trace.
/// </summary>
internal sealed class CollectReports(ReportMetrics metrics, TimeProvider clock)
{
    public const int MostInAMinute = 3_000;
    public const int MostKinds = 500;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private readonly Dictionary<BrowserReport, int> _counts = [];
    private DateTimeOffset _since;
    private int _taken;

    public void Add(HeardReports heard)
    {
        metrics.Noise(heard.Noise);
        foreach (var report in heard.Kept)
        {
            if (TryAdd(report))
            {
                metrics.Kept(report.Directive);
            }
            else
            {
                metrics.Dropped();
            }
        }
    }

    /// <summary>What waits to be written.</summary>
    public IReadOnlyDictionary<BrowserReport, int> Look()
    {
        lock (_turn)
        {
            return new Dictionary<BrowserReport, int>(_counts);
        }
    }

    /// <summary>Takes away what was written; what came meanwhile stays.</summary>
    public void Forget(IReadOnlyDictionary<BrowserReport, int> written)
    {
        lock (_turn)
        {
            foreach (var (report, count) in written)
            {
                if ((_counts[report] -= count) == 0)
                {
                    _counts.Remove(report);
                }
            }
        }
    }

    private bool TryAdd(BrowserReport report)
    {
        lock (_turn)
        {
            var now = clock.GetUtcNow();
            if (now - _since >= Minute)
            {
                (_since, _taken) = (now, 0);
            }

            if (_taken >= MostInAMinute || (_counts.Count >= MostKinds && !_counts.ContainsKey(report)))
            {
                return false;
            }

            _taken++;
            _counts[report] = _counts.GetValueOrDefault(report) + 1;
            return true;
        }
    }
}
