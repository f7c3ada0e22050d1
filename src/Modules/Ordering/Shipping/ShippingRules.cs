namespace GigGatek.Ordering.Shipping;

/// <summary>A way of shipping with its price for one cart.</summary>
internal sealed record PricedShipping(string Code, string Name, string Promise, long Price);

/// <summary>What each way of shipping costs.</summary>
internal static class ShippingRules
{
    /// <summary>Cheapest first. A free-shipping code pays for the cheapest way only.</summary>
    public static IReadOnlyList<PricedShipping> Price(IEnumerable<ShippingRateRow> rates, long goods, bool freeShipping)
    {
        var priced = rates
            .Select(rate => new PricedShipping(rate.Code, rate.Name, rate.Promise, rate.FreeFrom <= goods ? 0 : rate.Price))
            .OrderBy(way => way.Price).ThenBy(way => way.Code, StringComparer.Ordinal).ToList();
        if (freeShipping && priced.Count > 0)
        {
            priced[0] = priced[0] with { Price = 0 };
        }

        return priced;
    }
}
