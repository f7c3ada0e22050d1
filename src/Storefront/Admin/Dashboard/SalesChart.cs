using System.Globalization;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Storefront.Admin.Dashboard;

/// <summary>One day's bar, in the chart's own units: 0 is the bottom, 100 the top.</summary>
public sealed record SalesBar(SalesDay Day, decimal Left, decimal Width, decimal Sales, decimal Refunds);

/// <summary>
/// The geometry of the sales chart: which scale, how high each bar. The top of the scale is a round amount at or above the
/// largest day, so that the lines between can be read.
/// </summary>
public sealed record SalesChart(IReadOnlyList<SalesBar> Bars, IReadOnlyList<long> Ticks)
{
    public const int Height = 100;
    public const int Width = 300;

    private const int Lines = 4;

    public long Top => Ticks[^1];

    public static SalesChart Of(IReadOnlyList<SalesDay> days)
    {
        var largest = days.Select(day => Math.Max(day.Sales.Minor, day.Refunds.Minor)).DefaultIfEmpty(0).Max();
        var step = RoundStep(largest);
        var top = step * Lines;
        var slot = (decimal)Width / Math.Max(days.Count, 1);
        var bars = days.Select((day, index) => new SalesBar(
            day, (index * slot) + (slot * 0.15m), slot * 0.7m, Share(day.Sales.Minor, top), Share(day.Refunds.Minor, top)));
        return new SalesChart([.. bars], [.. Enumerable.Range(0, Lines + 1).Select(line => line * step)]);
    }

    /// <summary>A number as SVG wants it.</summary>
    public static string Svg(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static decimal Share(long minor, long top) => Math.Max(0, minor) * (decimal)Height / top;

    /// <summary>1, 2 or 5 times a power of ten, at least a whole unit of the currency.</summary>
    private static long RoundStep(long largest)
    {
        for (var power = 100L; ; power *= 10)
        {
            foreach (var factor in new[] { 1, 2, 5 })
            {
                if (power * factor * Lines >= largest)
                {
                    return power * factor;
                }
            }
        }
    }
}
