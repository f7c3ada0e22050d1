using GigGatek.Contracts.Ordering;
using LinqToDB.Async;

namespace GigGatek.Ordering.Shipping;

/// <summary>Where the shop ships to, and how.</summary>
internal static class ShippingQueries
{
    public static Task<List<ShippingRateRow>> ListRatesAsync(this OrderingDb db, string country, CancellationToken ct) =>
        (from to in db.Countries
         join rate in db.ShippingRates on to.Zone equals rate.Zone
         where to.Code == country
         orderby rate.Price, rate.Code
         select rate).ToListAsync(ct);

    /// <summary>In the order of their names, each with the regions that its taxes depend on.</summary>
    public static async Task<IReadOnlyList<ShippingCountry>> ListCountriesAsync(this OrderingDb db, CancellationToken ct)
    {
        var rows = await (
            from country in db.Countries
            from tax in db.TaxRates.Where(tax => tax.Country == country.Code && tax.Region != "").DefaultIfEmpty()
            orderby country.Name, tax.Region
            select new { country.Code, country.Name, Region = (string?)tax.Region }).ToListAsync(ct);
        return [.. rows.GroupBy(row => (row.Code, row.Name))
            .Select(group => new ShippingCountry(group.Key.Code, group.Key.Name, [.. group.Select(row => row.Region).OfType<string>().Distinct()]))];
    }
}
