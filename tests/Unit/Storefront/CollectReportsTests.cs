using System.Diagnostics.Metrics;
using GigGatek.Storefront.Reports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Storefront;

/// <summary>What a process takes of browsers' reports, and what it counts.</summary>
public sealed class CollectReportsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _clock = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _numbers = [];
    private readonly CollectReports _collected;

    public CollectReportsTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _collected = new CollectReports(new ReportMetrics(meters), _clock);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = string.Join(' ', tags.ToArray().Select(tag => tag.Value));
            _numbers[name] = _numbers.GetValueOrDefault(name) + value;
        });
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void So_many_kinds_wait_at_once_and_known_ones_count_on()
    {
        _collected.Add(new([.. Enumerable.Range(0, 700).Select(Kind)], Noise: 3));
        _collected.Add(new([Kind(1), Kind(2), Kind(699)], Noise: 0));
        _collected.Look().Count.ShouldBe(CollectReports.MostKinds);
        _collected.Look()[Kind(1)].ShouldBe(2);
        _numbers.ShouldBe(new Dictionary<string, long> { ["kept img-src"] = 502, ["dropped"] = 201, ["noise"] = 3 }, ignoreOrder: true);
    }

    [Fact]
    public void So_many_count_in_a_minute_and_then_again()
    {
        _collected.Add(new([.. Enumerable.Repeat(Kind(1), CollectReports.MostInAMinute + 10)], 0));
        _collected.Look()[Kind(1)].ShouldBe(CollectReports.MostInAMinute);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _collected.Add(new([Kind(1)], 0));
        _collected.Look()[Kind(1)].ShouldBe(CollectReports.MostInAMinute + 1);
    }

    [Fact]
    public void What_came_while_the_rest_was_written_is_not_forgotten()
    {
        _collected.Add(new([Kind(1), Kind(2)], 0));
        var written = _collected.Look();
        _collected.Add(new([Kind(1)], 0));
        _collected.Forget(written);
        _collected.Look().ShouldBe(new Dictionary<BrowserReport, int> { [Kind(1)] = 1 });
    }

    private static BrowserReport Kind(int number) => new("img-src", $"h{number}.example", "/cart");
}
