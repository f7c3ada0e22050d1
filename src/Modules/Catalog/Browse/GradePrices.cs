namespace GigGatek.Catalog.Browse;

/// <summary>What each grade of a product costs; <see cref="CategoryRows.NoPrice"/> where none can be bought now.</summary>
internal readonly record struct GradePrices(long Excellent, long Good, long Fair)
{
    public static GradePrices None { get; } = new(CategoryRows.NoPrice, CategoryRows.NoPrice, CategoryRows.NoPrice);

    public static GradePrices Of(ListedProduct product) => new(
        product.PriceExcellent ?? CategoryRows.NoPrice, product.PriceGood ?? CategoryRows.NoPrice, product.PriceFair ?? CategoryRows.NoPrice);

    /// <summary>The lowest price of a <see cref="Products.GradeSet"/>.</summary>
    public long LowestOf(int grades)
    {
        var lowest = Lower(CategoryRows.NoPrice, (grades & 1) != 0 ? Excellent : CategoryRows.NoPrice);
        lowest = Lower(lowest, (grades & 2) != 0 ? Good : CategoryRows.NoPrice);
        return Lower(lowest, (grades & 4) != 0 ? Fair : CategoryRows.NoPrice);
    }

    private static long Lower(long one, long other) =>
        one == CategoryRows.NoPrice ? other : other == CategoryRows.NoPrice ? one : Math.Min(one, other);
}
