using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Pricing;
using LinqToDB.Async;

namespace GigGatek.Ordering.Taxes;

/// <summary>The taxes of a destination. Rows of the region replace those of the country.</summary>
internal static class FindTaxRules
{
    public static async Task<TaxRules> FindTaxRulesAsync(this OrderingDb db, Address address, CancellationToken ct)
    {
        var region = address.Region ?? "";
        var rows = await db.TaxRates.Where(row => row.Country == address.Country && (row.Region == region || row.Region == ""))
            .OrderBy(row => row.Id).ToListAsync(ct);
        return Choose(rows, region);
    }

    /// <exception cref="InvalidOperationException">The rows of one destination contradict each other.</exception>
    public static TaxRules Choose(IReadOnlyList<TaxRateRow> rows, string region)
    {
        var own = rows.Where(row => row.Region == region).ToList();
        var chosen = own.Count > 0 ? own : rows;
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
