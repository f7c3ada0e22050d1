using System.Diagnostics.Metrics;

namespace GigGatek.Payments;

/// <summary>What can be watched of payments, from the meter <c>GigGatek.Payments</c>.</summary>
internal sealed class PaymentsMetrics
{
    public const string Meter = "GigGatek.Payments";

    private readonly TimeProvider _clock;
    private readonly Counter<long> _webhooks;
    private readonly Counter<long> _missed;
    private long _lastRead;

    public PaymentsMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        _lastRead = clock.GetTimestamp();
        var meter = meters.Create(Meter);
        _webhooks = meter.CreateCounter<long>("giggatek.payments.webhooks", description: "Messages of the payment provider, by outcome: kept, seen before, refused.");
        _missed = meter.CreateCounter<long>("giggatek.payments.events.missed", description: "Events that the reconciler found in the provider's list and no webhook had brought.");
        meter.CreateObservableGauge(
            "giggatek.payments.events.read_age", () => clock.GetElapsedTime(Volatile.Read(ref _lastRead)).TotalSeconds, "s",
            "How long ago this process last read the provider's list of events to its end.");
    }

    /// <param name="outcome"><c>kept</c>, <c>seen</c> or <c>refused</c>.</param>
    public void Webhook(string outcome) => _webhooks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>The list of events was read to its end.</summary>
    public void Read(int missed)
    {
        Volatile.Write(ref _lastRead, _clock.GetTimestamp());
        _missed.Add(missed);
    }
}
