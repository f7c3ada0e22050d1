namespace GigGatek.Ordering.Pricing;

/// <summary>Arithmetic on minor units that loses nothing: 128-bit products, one rounding at the end.</summary>
internal static class Exact
{
    /// <summary>A rate of 100 %.</summary>
    public const int Whole = 10_000;

    /// <summary>A quotient rounded to the nearest whole number, halves away from zero: what a till does. For amounts that are not negative.</summary>
    public static long Round(Int128 dividend, Int128 divisor) => (long)((2 * dividend + divisor) / (2 * divisor));

    /// <summary>
    /// Spreads an amount over parts in proportion to their weights, by largest remainder: the shares sum to the amount to the
    /// cent, and no share exceeds its weight as long as the amount does not exceed their sum. Ties go to the earlier part.
    /// </summary>
    public static long[] Spread(long amount, IReadOnlyList<long> weights)
    {
        var sum = weights.Aggregate(Int128.Zero, (total, weight) => total + weight);
        if (amount == 0 || sum == 0)
        {
            return new long[weights.Count];
        }

        var shares = weights.Select(weight => (long)((Int128)amount * weight / sum)).ToArray();
        var left = (int)(amount - shares.Sum());
        var byRemainder = Enumerable.Range(0, weights.Count)
            .OrderByDescending(index => (Int128)amount * weights[index] % sum).ThenBy(index => index);
        foreach (var index in byRemainder.Take(left))
        {
            shares[index]++;
        }

        return shares;
    }
}
