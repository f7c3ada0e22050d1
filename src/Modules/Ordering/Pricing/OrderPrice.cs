namespace GigGatek.Ordering.Pricing;

/// <summary>What is to be priced. All amounts are minor units of one currency.</summary>
/// <param name="Discount">Off the goods; what exceeds them is cut off.</param>
/// <param name="Shipping">After any free-shipping code.</param>
internal sealed record PriceRequest(IReadOnlyList<PriceRequestLine> Lines, long Discount, long Shipping, TaxRules Taxes);

/// <summary>So many of one price.</summary>
internal sealed record PriceRequestLine(long Price, int Quantity);

/// <summary>A line's price.</summary>
/// <param name="Total">After its part of the discount.</param>
/// <param name="Tax">Zero where tax is rounded on the whole order.</param>
internal sealed record LinePrice(long Gross, long Discount, long Total, long Tax);

/// <summary>What a tax comes to.</summary>
/// <param name="OnShipping">The part of the amount that is due on shipping.</param>
internal sealed record TaxAmount(TaxRate Rate, long Amount, long OnShipping);

/// <summary>A priced order. Its parts sum to its total to the cent.</summary>
internal sealed record OrderPrice(
    IReadOnlyList<LinePrice> Lines, long Subtotal, long Discount, long Shipping, IReadOnlyList<TaxAmount> Taxes, bool TaxIncluded)
{
    /// <summary>All taxes, whether added or contained.</summary>
    public long Tax => Taxes.Sum(tax => tax.Amount);

    /// <summary>The taxes that come on top.</summary>
    public long TaxAdded => TaxIncluded ? 0 : Tax;

    /// <summary>What the shopper pays.</summary>
    public long Total => Subtotal - Discount + Shipping + TaxAdded;

    /// <summary>The goods without any tax: what the shop earned with them.</summary>
    public long NetGoods => Subtotal - Discount - (TaxIncluded ? Tax - TaxOnShipping : 0);

    /// <summary>Shipping without any tax.</summary>
    public long NetShipping => Shipping - (TaxIncluded ? TaxOnShipping : 0);

    private long TaxOnShipping => Taxes.Sum(tax => tax.OnShipping);
}
