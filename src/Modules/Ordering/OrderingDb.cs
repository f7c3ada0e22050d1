using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Discounts;
using GigGatek.Ordering.Orders;
using GigGatek.Ordering.Refunds;
using GigGatek.Ordering.Shipping;
using GigGatek.Ordering.Taxes;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Ordering;

/// <summary>The tables of this module, and only those.</summary>
internal sealed class OrderingDb(DataOptions options) : ModuleDb(options, "ordering")
{
    public ITable<CartRow> Carts => this.GetTable<CartRow>();
    public ITable<CartLineRow> CartLines => this.GetTable<CartLineRow>();
    public ITable<DiscountRow> Discounts => this.GetTable<DiscountRow>();
    public ITable<CountryRow> Countries => this.GetTable<CountryRow>();
    public ITable<ShippingRateRow> ShippingRates => this.GetTable<ShippingRateRow>();
    public ITable<TaxRateRow> TaxRates => this.GetTable<TaxRateRow>();
    public ITable<OrderRow> Orders => this.GetTable<OrderRow>();
    public ITable<OrderLineRow> OrderLines => this.GetTable<OrderLineRow>();
    public ITable<OrderStepRow> OrderSteps => this.GetTable<OrderStepRow>();
    public ITable<RefundRow> Refunds => this.GetTable<RefundRow>();
}
