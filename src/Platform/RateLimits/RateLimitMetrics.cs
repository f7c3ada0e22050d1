using System.Diagnostics.Metrics;

namespace GigGatek.Platform.RateLimits;

/// <summary>What can be watched of limits, from the meter <c>GigGatek.RateLimits</c>.</summary>
internal sealed class RateLimitMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "GigGatek.RateLimits";

    private readonly Counter<long> _admitted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _alone;

    public RateLimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _admitted = meter.CreateCounter<long>("giggatek.rate_limits.admitted", description: "Requests that were admitted, by the policy that leaves least.");
        _refused = meter.CreateCounter<long>("giggatek.rate_limits.refused", description: "Requests that were refused with 429, by policy.");
        _alone = meter.CreateCounter<long>("giggatek.rate_limits.alone", description: "Requests that this process has counted by itself, since Redis did not answer.");
    }

    public void Decided(Verdict verdict) =>
        (verdict.IsAdmitted ? _admitted : _refused).Add(1, new KeyValuePair<string, object?>("policy", verdict.Counted[verdict.Tightest].Policy));

    public void CountedAlone() => _alone.Add(1);
}
