using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Storefront.Words;

/// <summary>How the shop writes money, dates, numbers and grades: in one way, everywhere.</summary>
public static class Say
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary><c>USD 1,234.50</c>, as mails write it too.</summary>
    public static string Money(Money amount) => amount.ToString();

    /// <summary>The figure alone, for places that show the currency beside it.</summary>
    public static string Figure(Money amount) => (amount.Minor / 100m).ToString("N2", English);

    /// <summary>For machines: <c>1234.50</c>.</summary>
    public static string Plain(Money amount) => (amount.Minor / 100m).ToString("0.00", English);

    /// <summary><c>23 November 2026</c>, in UTC.</summary>
    public static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", English);

    /// <summary><c>23 November 2026, 14:05 UTC</c>.</summary>
    public static string DateTime(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm", English) + " UTC";

    /// <summary><c>12,345</c>.</summary>
    public static string Number(long number) => number.ToString("N0", English);

    /// <summary><c>3.35</c>: as many digits as there are.</summary>
    public static string Number(decimal number) => number.ToString("#,0.####", English);

    /// <summary><c>1 unit</c>, <c>2 units</c>.</summary>
    public static string Count(long count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>By how many percent a price is below another, rounded down so that the saving is never overstated; 0 when it is not below.</summary>
    public static int SavingPercent(Money price, Money newPrice) =>
        newPrice.Minor <= price.Minor ? 0 : (int)((newPrice.Minor - price.Minor) * 100 / newPrice.Minor);

    /// <summary>What is left, without making a rush of it: <c>3 in stock</c>.</summary>
    public static string Stock(int available) => available switch
    {
        <= 0 => "Sold out",
        > StockShown.Most => $"More than {StockShown.Most} in stock",
        _ => $"{Number(available)} in stock",
    };

    /// <summary><c>24 months warranty</c>.</summary>
    public static string Warranty(int months) => $"{Count(months, "month")} warranty";

    /// <summary><c>Excellent</c>.</summary>
    public static string Grade(Grade grade) => grade.ToString();

    /// <summary>An order of a list, for its menu.</summary>
    public static string Sort(ProductSort sort) => sort switch
    {
        ProductSort.Relevance => "Best match",
        ProductSort.PriceUp => "Price, lowest first",
        ProductSort.PriceDown => "Price, highest first",
        ProductSort.Saving => "Largest saving",
        ProductSort.Newest => "Newest",
        ProductSort.Name => "Name",
        _ => throw new ArgumentOutOfRangeException(nameof(sort)),
    };

    /// <summary><c>Excellent to Fair</c>, <c>Good</c>, or that none is in stock.</summary>
    public static string Grades(IReadOnlyList<Grade> grades) => grades switch
    {
        [] => "Sold out",
        [var only] => Grade(only),
        [var best, .., var last] => $"{Grade(best)} to {Grade(last)}",
    };
}
