using GigGatek.Platform;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Platform;

public sealed class IdsTests
{
    [Fact]
    public async Task Ids_made_at_once_are_different()
    {
        var ids = new Ids(TimeProvider.System);
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 20_000).Select(_ => ids.Next()).ToArray())));
        made.SelectMany(id => id).Distinct().Count().ShouldBe(160_000);
    }

    [Fact]
    public void Ids_grow_even_when_the_clock_steps_back()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        var ids = new Ids(clock);
        var before = ids.Next();
        clock.AdjustTime(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        ids.Next().ShouldBeGreaterThan(before);
    }

    [Fact]
    public void Ids_are_positive_until_2090() =>
        new Ids(new FakeTimeProvider(new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero))).Next().ShouldBeGreaterThan(0);
}
