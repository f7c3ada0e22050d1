using System.Diagnostics.Metrics;

namespace GigGatek.Platform.Redis;

/// <summary>What can be watched of Redis, from the meter <c>GigGatek.Redis</c>.</summary>
internal sealed class RedisMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "GigGatek.Redis";

    private readonly Counter<long> _failures;
    private readonly Counter<long> _reads;
    private int _isUp;

    public RedisMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        meter.CreateObservableGauge("giggatek.redis.up", () => Volatile.Read(ref _isUp), description: "1 while Redis is used, 0 while the shop does without it.");
        _failures = meter.CreateCounter<long>("giggatek.redis.failures", description: "Calls that Redis did not answer or refused.");
        _reads = meter.CreateCounter<long>("giggatek.redis.reads", description: "Pages and values that were looked for in Redis, by kind and by whether they were there.");
    }

    public void IsUp(bool isUp) => Volatile.Write(ref _isUp, isUp ? 1 : 0);

    public void Failed() => _failures.Add(1);

    /// <param name="kind"><c>page</c> or <c>value</c>.</param>
    public void Looked(string kind, bool found) =>
        _reads.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("found", found));
}
