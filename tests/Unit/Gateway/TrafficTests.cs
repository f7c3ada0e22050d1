using CsCheck;
using GigGatek.Gateway;
using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;
using GigGatek.Platform.Releases;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Gateway;

/// <summary>Which colour a visitor gets, and what is known of the shops.</summary>
public sealed class TrafficTests
{
    private static readonly Route Pages = new Routes(Options.Create(new GatewayOptions())).Of("/");

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Each_colour_gets_the_share_of_its_weight() => Gen.Int[0, 100].Sample(weight =>
    {
        var traffic = Split(100 - weight, weight);
        Enumerable.Range(0, 10_000).Count(lot => traffic.ColourOf(lot).Name == "green").ShouldBe(weight * 100);
    });

    [Fact]
    public void When_a_weight_grows_only_those_move_who_must() => Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100]).Sample((first, second) =>
    {
        var (before, after) = (Split(100 - first, first), Split(100 - second, second));
        Enumerable.Range(0, 10_000).Count(lot => before.ColourOf(lot).Name != after.ColourOf(lot).Name).ShouldBe(Math.Abs(first - second) * 100);
    });

    [Fact]
    public void A_shop_keeps_its_counts_and_its_health_when_a_new_state_names_it_again_and_one_that_left_is_shown_while_it_is_busy()
    {
        var fleet = new Fleet(Options.Create(new GatewayOptions()), _clock);
        fleet.Follow(new ReleaseState(1, [Colour("blue", 100, "http://b1")]));
        var shop = fleet.Traffic.Colours[0].Shops[0];
        shop.MarkReady(_clock.GetUtcNow());
        shop.TryEnter(Pages).ShouldBeTrue();

        fleet.Follow(new ReleaseState(2, [Colour("green", 100, "http://g1")]));
        fleet.ListLeaving().ShouldBe([shop]);
        fleet.Follow(new ReleaseState(3, [Colour("blue", 100, "http://b1")]));
        fleet.Traffic.Colours[0].Shops[0].ShouldBeSameAs(shop);
        fleet.ListLeaving().ShouldBeEmpty();

        fleet.Follow(new ReleaseState(4, [Colour("green", 100, "http://g1")]));
        shop.Leave(Pages);
        fleet.ListLeaving().ShouldBeEmpty();
    }

    [Fact]
    public void One_slow_check_is_forgiven_and_three_in_a_row_are_not()
    {
        var shop = new Shop("blue", new Uri("http://b1"), new GatewayOptions(), _clock);
        shop.MarkReady(_clock.GetUtcNow());
        shop.MarkSlow(_clock.GetUtcNow());
        shop.MarkSlow(_clock.GetUtcNow());
        shop.MarkReady(_clock.GetUtcNow());
        shop.MarkSlow(_clock.GetUtcNow());
        shop.MarkSlow(_clock.GetUtcNow()).ShouldBeFalse();
        shop.IsUsable.ShouldBeTrue();
        shop.MarkSlow(_clock.GetUtcNow()).ShouldBeTrue("that is news");
        shop.IsUsable.ShouldBeFalse();
    }

    [Fact]
    public void Latencies_are_counted_up_to_and_with_their_bound()
    {
        var histogram = new LatencyHistogram();
        foreach (var milliseconds in new[] { 0.2, 1, 1.1, 10_000, 10_001 })
        {
            histogram.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        (histogram.Counts[0], histogram.Counts[1], histogram.Counts[^2], histogram.Counts[^1]).ShouldBe((2, 1, 1, 1));
    }

    private Traffic Split(int blue, int green)
    {
        var fleet = new Fleet(Options.Create(new GatewayOptions()), _clock);
        fleet.Follow(new ReleaseState(1, [Colour("green", green, "http://g1"), Colour("blue", blue, "http://b1")]));
        return fleet.Traffic;
    }

    private static ReleaseColour Colour(string name, int weight, params string[] shops) => new(name, weight, "0.1.0", [.. shops.Select(shop => new ReleaseShop(new Uri(shop)))]);
}
