using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Shop;

/// <summary>
/// Reads what a shopper looks for from an address: <c>?q=ryzen&amp;f.socket=AM5&amp;min.tdp=65&amp;price.max=300&amp;grade=Good&amp;stock=1&amp;sort=price-up</c>.
/// Parameters that are not ours (campaigns and the like) are left alone; ours with a wrong value are refused with a sentence.
/// </summary>
internal static class ListingQuery
{
    public const string Text = "q", Grade = "grade", Stock = "stock", Sort = "sort", Cursor = "cursor", PriceMin = "price.min", PriceMax = "price.max";
    public const string Value = "f.", Min = "min.", Max = "max.";

    private const int LongestText = 200, LongestValue = 200, MostFilters = 30, MostValues = 60;
    private const decimal Largest = 1_000_000_000m;

    /// <summary>The orders with the words for them, in the order of the menu.</summary>
    public static IReadOnlyList<(string Name, ProductSort Sort, string Words)> Sorts { get; } =
    [
        ("relevance", ProductSort.Relevance, "Best match"),
        ("price-up", ProductSort.PriceUp, "Price, lowest first"),
        ("price-down", ProductSort.PriceDown, "Price, highest first"),
        ("saving", ProductSort.Saving, "Largest saving"),
        ("newest", ProductSort.Newest, "Newest"),
        ("name", ProductSort.Name, "Name"),
    ];

    public static Result<ProductQuery> Read(IQueryCollection query, string? categorySlug)
    {
        var text = query[Text].ToString().Trim();
        if (text.Length > LongestText)
        {
            return Wrong(Text, $"The search is longer than {LongestText} characters. A few words find more.");
        }

        var filters = ReadFilters(query);
        if (!filters.Succeeded)
        {
            return filters.Error;
        }

        var price = ReadRange(query, PriceMin, PriceMax, "price");
        if (!price.Succeeded)
        {
            return price.Error;
        }

        if (price.Value.Min < 0 || price.Value.Max < 0)
        {
            return Wrong(PriceMin, "A price cannot be below 0. Write an amount such as 120.");
        }

        var grades = ReadGrades(query);
        if (!grades.Succeeded)
        {
            return grades.Error;
        }

        var sort = query[Sort].ToString();
        if (sort.Length > 0 && Sorts.All(known => known.Name != sort))
        {
            return Wrong(Sort, $"There is no order called “{Short(sort)}”. There are: {string.Join(", ", Sorts.Select(known => known.Name))}.");
        }

        var stock = query[Stock].ToString();
        if (stock is not ("" or "0" or "1"))
        {
            return Wrong(Stock, "“stock” is 1 for parts in stock only, or is left out.");
        }

        return new ProductQuery(
            categorySlug,
            text.Length == 0 ? null : text,
            filters.Value,
            grades.Value,
            ToMinor(price.Value.Min),
            ToMinor(price.Value.Max),
            stock == "1",
            Sorts.FirstOrDefault(known => known.Name == sort, Sorts[0]).Sort,
            query[Cursor].ToString() is { Length: > 0 } cursor ? cursor : null);
    }

    private static Result<List<AttributeFilter>> ReadFilters(IQueryCollection query)
    {
        var names = query.Keys.Select(AttributeOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (names.Count > MostFilters)
        {
            return Wrong(Value, $"These are more than {MostFilters} filters at once. Remove some.");
        }

        var filters = new List<AttributeFilter>();
        foreach (var name in names)
        {
            var values = query[Value + name].OfType<string>().Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            if (values.Count > MostValues || values.Any(value => value.Length > LongestValue))
            {
                return Wrong(Value + name, $"Choose at most {MostValues} values of “{Short(name)}”, as the filter offers them.");
            }

            var range = ReadRange(query, Min + name, Max + name, name);
            if (!range.Succeeded)
            {
                return range.Error;
            }

            if (values.Count > 0 || range.Value != NumberRange.Any)
            {
                filters.Add(new AttributeFilter(name, values, range.Value.Min, range.Value.Max));
            }
        }

        return filters;
    }

    private static string? AttributeOf(string key) =>
        key.StartsWith(Value, StringComparison.Ordinal) ? key[Value.Length..]
        : key.StartsWith(Min, StringComparison.Ordinal) ? key[Min.Length..]
        : key.StartsWith(Max, StringComparison.Ordinal) ? key[Max.Length..]
        : null;

    private static Result<NumberRange> ReadRange(IQueryCollection query, string minName, string maxName, string what)
    {
        if (!TryNumber(query[minName].ToString(), out var min) || !TryNumber(query[maxName].ToString(), out var max))
        {
            return Wrong(minName, $"“{Short(what)}” goes from a number to a number, such as 65 or 3.5. Change it and try again.");
        }

        return min > max
            ? Wrong(minName, $"“{Short(what)}” begins at {min} and ends below, at {max}. Swap the two numbers.")
            : new NumberRange(min, max);
    }

    private static bool TryNumber(string text, out decimal? number)
    {
        number = null;
        if (text.Trim().Length == 0)
        {
            return true;
        }

        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        var read = decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out var parsed) && Math.Abs(parsed) <= Largest;
        number = read ? parsed : null;
        return read;
    }

    private static Result<List<Grade>> ReadGrades(IQueryCollection query)
    {
        var grades = new List<Grade>();
        foreach (var name in query[Grade].OfType<string>().Where(name => name.Length > 0))
        {
            if (FindGrade(name) is not { } grade)
            {
                return NoSuchGrade(name);
            }

            grades.Add(grade);
        }

        return grades.Distinct().Order().ToList();
    }

    /// <summary>One grade by its name, in whatever case.</summary>
    public static Grade? FindGrade(string name) =>
        Enum.GetNames<Grade>().Contains(name, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<Grade>(name, ignoreCase: true) : null;

    public static Error NoSuchGrade(string name) => Wrong(Grade, $"There is no grade called “{Short(name)}”. The grades are Excellent, Good and Fair.");

    private static long? ToMinor(decimal? amount) => amount is null ? null : (long)decimal.Round(amount.Value * 100);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static Error Wrong(string field, string sentence) => Error.Invalid("bad_query", sentence, field);

    private sealed record NumberRange(decimal? Min, decimal? Max)
    {
        public static NumberRange Any { get; } = new(null, null);
    }
}
