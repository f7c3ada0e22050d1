using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Ordering.Migrations;

/// <summary>Where a new shop ships to and what it charges for that; the owner's tables from then on. Rates are examples, not tax advice.</summary>
[Migration(2026_11_23_2030, "First countries, shipping and tax rates"), Expand]
public sealed class SeedPriceTables : ForwardOnlyMigration
{
    private int _taxes;

    public override void Up()
    {
        Country("US", "United States", "us");
        Country("CA", "Canada", "americas");
        Country("GB", "United Kingdom", "europe");
        Country("DE", "Germany", "europe");
        Country("FR", "France", "europe");
        Country("NL", "Netherlands", "europe");
        Country("AT", "Austria", "europe");

        Shipping("us", "standard", "Standard", "3 to 5 working days", 6_90, freeFrom: 150_00);
        Shipping("us", "express", "Express", "Next working day", 19_90, freeFrom: null);
        Shipping("americas", "standard", "Standard", "5 to 9 working days", 14_90, freeFrom: 400_00);
        Shipping("europe", "standard", "Standard", "5 to 9 working days", 16_90, freeFrom: 400_00);
        Shipping("europe", "express", "Express", "2 to 3 working days", 34_90, freeFrom: null);

        foreach (var (state, basisPoints, onShipping) in States)
        {
            Tax("US", state, $"{state} sales tax", basisPoints, included: false, "Order", onShipping);
        }

        Tax("CA", "", "GST", 500, included: false, "Order", onShipping: true);
        Tax("GB", "", "VAT", 2000, included: true, "Line", onShipping: true);
        Tax("DE", "", "VAT", 1900, included: true, "Line", onShipping: true);
        Tax("FR", "", "VAT", 2000, included: true, "Line", onShipping: true);
        Tax("NL", "", "VAT", 2100, included: true, "Line", onShipping: true);
        Tax("AT", "", "VAT", 2000, included: true, "Line", onShipping: true);
    }

    /// <summary>State rates without local ones; a rate of 0 lists the state in the address form.</summary>
    private static readonly (string State, int BasisPoints, bool OnShipping)[] States =
    [
        ("CA", 725, false), ("CO", 290, false), ("FL", 600, true), ("GA", 400, true), ("IL", 625, true), ("MA", 625, false),
        ("NJ", 663, true), ("NY", 400, true), ("OH", 575, true), ("OR", 0, false), ("PA", 600, true), ("TX", 625, true),
        ("VA", 430, false), ("WA", 650, true),
    ];

    private void Country(string code, string name, string zone) =>
        Insert.IntoTable("ordering_countries").Row(new { code, name, zone });

    private void Shipping(string zone, string code, string name, string promise, long price, long? freeFrom) =>
        Insert.IntoTable("ordering_shipping_rates").Row(new { zone, code, name, promise, price, free_from = freeFrom });

    private void Tax(string country, string region, string name, int basisPoints, bool included, string rounding, bool onShipping) =>
        Insert.IntoTable("ordering_tax_rates").Row(new
        {
            id = ++_taxes, country, region, name, basis_points = basisPoints, included, rounding, on_shipping = onShipping,
        });
}
