namespace GigGatek.Ordering.Pricing;

/// <summary>Where tax is rounded to whole cents. Countries prescribe one or the other.</summary>
internal enum TaxRounding
{
    /// <summary>On every line, and the results are added.</summary>
    Line,

    /// <summary>Once, on the sum.</summary>
    Order,
}

/// <summary>One tax.</summary>
/// <param name="OnShipping">True where shipping is taxed like goods.</param>
internal sealed record TaxRate(string Name, int BasisPoints, bool OnShipping);

/// <summary>The taxes of one destination.</summary>
/// <param name="Included">True where prices contain them, false where they are added.</param>
internal sealed record TaxRules(bool Included, TaxRounding Rounding, IReadOnlyList<TaxRate> Rates)
{
    /// <summary>Where nothing is taxed.</summary>
    public static TaxRules None { get; } = new(Included: false, TaxRounding.Order, []);
}
