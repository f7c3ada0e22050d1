using CsCheck;
using GigGatek.Ordering.Pricing;

namespace GigGatek.Tests.Unit.Ordering;

public sealed class ExactTests
{
    [Fact]
    public void Shares_sum_to_the_amount_and_stay_below_their_weights()
    {
        var weights = Gen.OneOf(Gen.Long[0, 10], Gen.Long[0, 1_000_000_000_000]).Array[1, 60];
        Gen.Select(weights, Gen.Double[0, 1]).Sample(
            (parts, share) =>
            {
                var sum = parts.Sum();
                var amount = Math.Min(sum, (long)(sum * share));
                var shares = Exact.Spread(amount, parts);
                shares.Sum().ShouldBe(amount);
                shares.Zip(parts).ShouldAllBe(pair => pair.First >= 0 && pair.First <= pair.Second);
            },
            iter: 10_000);
    }

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(1, 3, 0)]
    [InlineData(1, 2, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(5, 2, 3)]
    [InlineData(long.MaxValue, 1, long.MaxValue)]
    public void Halves_round_away_from_zero(long dividend, long divisor, long rounded) => Exact.Round(dividend, divisor).ShouldBe(rounded);

    [Fact]
    public void Nothing_is_spread_over_nothing() => Exact.Spread(5, [0, 0]).ShouldBe([0, 0]);
}
