using System.Diagnostics.Metrics;
using CsCheck;
using GigGatek.Gateway;
using GigGatek.Gateway.Forwarding;
using GigGatek.Gateway.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Gateway;

/// <summary>How many requests are sent again, whatever fails.</summary>
public sealed class RetryBudgetTests : IDisposable
{
    private static readonly Route Api = new Routes(Options.Create(new GatewayOptions())).Of("/api/v1");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void When_everything_fails_at_most_one_in_ten_is_sent_again_over_any_time() => Gen.Int[0, 300].Array[1, 30].Sample(seconds =>
    {
        var budget = Budget(new GatewayOptions { RetriesAtLeast = 0 });
        foreach (var second in seconds)
        {
            for (var i = 0; i < second; i++)
            {
                Fails(budget);
            }

            budget.Report.Retries.ShouldBeLessThanOrEqualTo(budget.Report.Requests / 10);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }, threads: 1);

    [Fact]
    public void Of_a_thousand_that_fail_a_hundred_are_sent_again_and_the_rest_is_counted()
    {
        var budget = Budget(new GatewayOptions());
        Enumerable.Range(0, 1000).Count(_ => Fails(budget)).ShouldBe(100);
        budget.Report.ShouldBe(new RetryReport(1000, 100, 900));
    }

    [Fact]
    public void What_was_taken_comes_back_after_ten_seconds()
    {
        var budget = Budget(new GatewayOptions { RetriesAtLeast = 1 });
        (Fails(budget), Fails(budget)).ShouldBe((true, false));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Fails(budget).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Fails(budget).ShouldBeTrue();
    }

    [Fact]
    public void None_is_sent_again_where_that_is_what_the_settings_say()
    {
        var budget = Budget(new GatewayOptions { RetriesAtLeast = 0, RetryPercent = 0 });
        Enumerable.Range(0, 100).Any(_ => Fails(budget)).ShouldBeFalse();
    }

    [Fact]
    public void What_is_counted_says_of_which_module_it_is()
    {
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == RetryBudget.Meter && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, by, tags, _) => seen.Add($"{instrument.Name} {by} {tags[0].Key} {tags[0].Value}"));
        listener.Start();
        var budget = Budget(new GatewayOptions { RetriesAtLeast = 1 });
        Fails(budget);
        Fails(budget);
        seen.ShouldBe(["giggatek.gateway.retries 1 module api", "giggatek.gateway.retries_denied 1 module api"]);
    }

    private static bool Fails(RetryBudget budget)
    {
        budget.AddRequest();
        return budget.TryTake(Api);
    }

    private RetryBudget Budget(GatewayOptions options) => new(Options.Create(options), _services.GetRequiredService<IMeterFactory>(), _clock);
}
