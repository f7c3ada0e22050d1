using GigGatek.Ordering.Pricing;

namespace GigGatek.Ordering.Taxes;

/// <summary>Which of a country's taxes a region has. Rows of the region replace those of the country.</summary>
internal static class ChooseTaxes
{
    /// <exception cref="InvalidOperationException">The rows of one destination contradict each other.</exception>
    public static TaxRules Of(IReadOnlyList<TaxRateRow> country, string region)
    {
        var own = country.Where(row => row.Region == region).ToList();
        var chosen = own.Count > 0 ? own : [.. country.Where(row => row.Region.Length == 0)];
        var taxed = chosen.Where(row => row.BasisPoints > 0).ToList();
        if (taxed.Count == 0)
        {
            return TaxRules.None;
        }

        if (taxed.Select(row => (row.Included, row.Rounding)).Distinct().Count() > 1)
        {
            throw new InvalidOperationException(
                $"The tax rates of {taxed[0].Country} {region} disagree on being included or on rounding; make their rows the same.");
        }

        return new TaxRules(taxed[0].Included, taxed[0].Rounding, [.. taxed.Select(row => new TaxRate(row.Name, row.BasisPoints, row.OnShipping))]);
    }
}
