using System.Globalization;
using System.Text;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Browse;

/// <summary>Where a product stands in a list; smaller is earlier. Total: the id settles ties. Also the cursor of the next page.</summary>
internal readonly record struct SortKey(long Primary, string Name, long Id) : IComparable<SortKey>
{
    private const long AfterAllInStock = long.MaxValue / 2;

    public int CompareTo(SortKey other)
    {
        var order = Primary.CompareTo(other.Primary);
        order = order != 0 ? order : string.Compare(Name, other.Name, StringComparison.OrdinalIgnoreCase);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }

    /// <param name="price">What the list shows.</param>
    public static SortKey Of(CategoryRows rows, int row, long price, ProductSort sort, int? relevance)
    {
        var primary = sort switch
        {
            ProductSort.PriceUp => price == CategoryRows.NoPrice ? long.MaxValue : price,
            ProductSort.PriceDown => price == CategoryRows.NoPrice ? long.MaxValue : -price,
            ProductSort.Saving => -SavedPerTenThousand(price, rows.NewPrices[row]),
            ProductSort.Newest => -rows.Created[row],
            ProductSort.Name => 0,
            _ when relevance is { } score => -score,
            _ => rows.Grades[row] != 0 ? -rows.Created[row] : AfterAllInStock - rows.Created[row],
        };
        return new SortKey(primary, sort == ProductSort.Name ? rows.Names[row] : "", rows.Ids[row]);
    }

    /// <summary>Opaque to the caller. A cursor of another order is not one.</summary>
    public string Write(ProductSort sort) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)sort}|{Primary}|{Id}|{Name}"))).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>Null for what this program did not write: then the list begins at its start.</summary>
    public static SortKey? Read(string? cursor, ProductSort sort)
    {
        if (string.IsNullOrEmpty(cursor) || cursor.Length > 1000)
        {
            return null;
        }

        var bytes = new byte[cursor.Length];
        if (!Convert.TryFromBase64String(cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '='), bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split('|', 4);
        return parts.Length == 4 && parts[0] == ((int)sort).ToString(CultureInfo.InvariantCulture)
            && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var primary)
            && long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            ? new SortKey(primary, parts[3], id)
            : null;
    }

    private static long SavedPerTenThousand(long price, long newPrice) =>
        price == CategoryRows.NoPrice || newPrice <= 0 || price >= newPrice ? 0 : (newPrice - price) * 10_000 / newPrice;
}
