using System.ComponentModel;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Shipping;
using GigGatek.Ordering.Taxes;
using GigGatek.Platform.Caching;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Pricing;

/// <summary>
/// The owner's tables of countries, shipping and taxes. Every step of a checkout needs them and they hardly change, so
/// they are remembered; a change counts within <see cref="Remembered"/>.
/// </summary>
internal sealed class PriceTables(Sessions<OrderingDb> sessions, ShopCache cache)
{
    public const string CacheName = "ordering:price-tables";

    public static TimeSpan Remembered { get; } = TimeSpan.FromSeconds(10);

    private static readonly CacheRule Briefly = CacheRule.InProcess(Remembered);

    public ValueTask<PriceRules> ReadAsync(CancellationToken ct) =>
        cache.GetAsync(CacheName, Briefly, sessions, static (sessions, ct) => LoadAsync(sessions, ct), ct);

    private static async ValueTask<PriceRules> LoadAsync(Sessions<OrderingDb> sessions, CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return new PriceRules(
            await db.Countries.OrderBy(country => country.Name).ToListAsync(ct),
            await db.ShippingRates.OrderBy(rate => rate.Price).ThenBy(rate => rate.Code).ToListAsync(ct),
            await db.TaxRates.OrderBy(tax => tax.Id).ToListAsync(ct));
    }
}

/// <summary>Where the shop ships to, how, and what is taxed there.</summary>
[ImmutableObject(true)]
internal sealed record PriceRules(
    IReadOnlyList<CountryRow> Countries, IReadOnlyList<ShippingRateRow> ShippingRates, IReadOnlyList<TaxRateRow> TaxRates)
{
    /// <summary>In the order of their names, each with the regions that its taxes depend on.</summary>
    public IReadOnlyList<ShippingCountry> ShippingCountries =>
        [.. Countries.Select(country => new ShippingCountry(country.Code, country.Name, RegionsOf(country.Code)))];

    /// <summary>Cheapest first; empty for a country that the shop does not ship to.</summary>
    public IReadOnlyList<ShippingRateRow> RatesTo(string country) =>
        Countries.FirstOrDefault(known => known.Code == country) is { } to ? [.. ShippingRates.Where(rate => rate.Zone == to.Zone)] : [];

    /// <summary>The taxes of a destination.</summary>
    public TaxRules TaxesAt(Address address) => ChooseTaxes.Of([.. TaxRates.Where(tax => tax.Country == address.Country)], address.Region ?? "");

    private IReadOnlyList<string> RegionsOf(string country) =>
        [.. TaxRates.Where(tax => tax.Country == country && tax.Region.Length > 0).Select(tax => tax.Region).Distinct().Order(StringComparer.Ordinal)];
}
