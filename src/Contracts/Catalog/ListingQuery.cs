using System.Globalization;

namespace GigGatek.Contracts.Catalog;

/// <summary>
/// How a <see cref="ProductQuery"/> is written in an address, of a page and of the API alike:
/// <c>?q=ryzen&amp;f.socket=AM5&amp;min.tdp=65&amp;price.max=300&amp;grade=Good&amp;stock=1&amp;sort=price-up</c>. Prices are in whole units
/// of the currency, with decimals. Parameters that are not ours (campaigns and the like) are left alone; ours with a wrong value are
/// refused with a sentence.
/// </summary>
public static class ListingQuery
{
    /// <summary>The parameters' names.</summary>
    public const string Text = "q", Grade = "grade", Stock = "stock", Sort = "sort", Cursor = "cursor", PriceMin = "price.min", PriceMax = "price.max";
    /// <summary>What stands before an attribute's name: one of its words, the least and the largest number.</summary>
    public const string Value = "f.", Min = "min.", Max = "max.";

    private const int LongestText = 200, LongestValue = 200, MostFilters = 30, MostValues = 60;
    private const decimal Largest = 1_000_000_000m;

    /// <summary>The orders by their names, in the order of a menu.</summary>
    public static IReadOnlyList<(string Name, ProductSort Sort)> Sorts { get; } =
    [
        ("relevance", ProductSort.Relevance),
        ("price-up", ProductSort.PriceUp),
        ("price-down", ProductSort.PriceDown),
        ("saving", ProductSort.Saving),
        ("newest", ProductSort.Newest),
        ("name", ProductSort.Name),
    ];

    /// <summary>Reads it. Refuses with <c>bad_query</c> and the parameter's name.</summary>
    /// <param name="query">The parameters by name, each with its values; names in any case.</param>
    public static Result<ProductQuery> Read(ILookup<string, string> query, string? categorySlug)
    {
        var text = One(query, Text).Trim();
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

        var sort = One(query, Sort);
        if (sort.Length > 0 && Sorts.All(known => known.Name != sort))
        {
            return Wrong(Sort, $"There is no order called “{Short(sort)}”. There are: {string.Join(", ", Sorts.Select(known => known.Name))}.");
        }

        var stock = One(query, Stock);
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
            One(query, Cursor) is { Length: > 0 } cursor ? cursor : null);
    }

    /// <summary>Several values of what has one are joined, and so refused where they make no sense.</summary>
    private static string One(ILookup<string, string> query, string name) => string.Join(',', query[name]);

    private static Result<List<AttributeFilter>> ReadFilters(ILookup<string, string> query)
    {
        var names = query.Select(parameter => AttributeOf(parameter.Key)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (names.Count > MostFilters)
        {
            return Wrong(Value, $"These are more than {MostFilters} filters at once. Remove some.");
        }

        var filters = new List<AttributeFilter>();
        foreach (var name in names)
        {
            var values = query[Value + name].Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).ToList();
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

    private static Result<NumberRange> ReadRange(ILookup<string, string> query, string minName, string maxName, string what)
    {
        if (!TryNumber(One(query, minName), out var min) || !TryNumber(One(query, maxName), out var max))
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

    private static Result<List<Grade>> ReadGrades(ILookup<string, string> query)
    {
        var grades = new List<Grade>();
        foreach (var name in query[Grade].Where(name => name.Length > 0))
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

    /// <summary>The refusal of a grade that there is not.</summary>
    public static Error NoSuchGrade(string name) => Wrong(Grade, $"There is no grade called “{Short(name)}”. The grades are Excellent, Good and Fair.");

    private static long? ToMinor(decimal? amount) => amount is null ? null : (long)decimal.Round(amount.Value * 100);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static Error Wrong(string field, string sentence) => Error.Invalid("bad_query", sentence, field);

    private sealed record NumberRange(decimal? Min, decimal? Max)
    {
        public static NumberRange Any { get; } = new(null, null);
    }
}
