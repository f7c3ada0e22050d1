using System.Globalization;
using GigGatek.Api.Documents;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Api.Catalog;

/// <summary>
/// Which products are asked for. It is the language of the shop's own addresses (<see cref="ListingQuery"/>, which knows the limits), but for
/// attributes: as their names are data, they stand in the values here, where a document can describe them: <c>filter=socket:AM5</c>.
/// </summary>
internal static class ProductsQuery
{
    private const string Category = "category", Size = "size", Filter = "filter", Min = "min", Max = "max";
    private const int DefaultSize = 24, LargestSize = 96;

    public static IReadOnlyList<QueryParameter> Narrowing { get; } =
    [
        new(Category, ParameterKind.Text, "The slug of a category; products of its children are in it.") { Example = "cpu" },
        new(ListingQuery.Text, ParameterKind.Text, "Words to search for. The beginning of a word is enough, and a typing error is forgiven.") { Most = 200, Example = "ryzen" },
        new(Filter, ParameterKind.Text, "A word of an attribute, as name:value, both as the facets name them. Several values of one attribute widen, several attributes narrow.")
        {
            IsList = true, Example = "socket:AM5",
        },
        new(Min, ParameterKind.Text, "The least number of an attribute, as name:number.") { IsList = true, Example = "tdp:65" },
        new(Max, ParameterKind.Text, "The largest number of an attribute, as name:number.") { IsList = true, Example = "tdp:120" },
        new(ListingQuery.PriceMin, ParameterKind.Number, "The lowest price, in whole units of the currency: 99.90.") { Least = 0, Example = "50" },
        new(ListingQuery.PriceMax, ParameterKind.Number, "The largest price, in whole units of the currency.") { Least = 0, Example = "300" },
        new(ListingQuery.Grade, ParameterKind.Text, "Only these grades.") { IsList = true, Words = ["excellent", "good", "fair"], Example = "good" },
        new(ListingQuery.Stock, ParameterKind.Text, "1: only what can be bought now.") { Words = ["0", "1"], Example = "1" },
    ];

    public static IReadOnlyList<QueryParameter> Paging { get; } =
    [
        new(ListingQuery.Sort, ParameterKind.Text, "The order. Left out: best match first when words are searched for, newest first otherwise.")
        {
            Words = [.. ListingQuery.Sorts.Select(sort => sort.Name)], Example = "price-up",
        },
        new(ListingQuery.Cursor, ParameterKind.Text, "The next of the page before, as it is. It belongs to its order.") { Most = 1000 },
        new(Size, ParameterKind.Integer, $"How many a page has; {DefaultSize} when left out.") { Least = 1, Most = LargestSize, Example = "48" },
    ];

    public static Result<ProductQuery> Read(IQueryCollection query)
    {
        var words = new List<(string Name, string Value)>();
        // A field of a form that was left empty asks for nothing.
        foreach (var (name, value) in query.SelectMany(pair => pair.Value.OfType<string>().Where(value => value.Length > 0).Select(value => (pair.Key.ToLowerInvariant(), value))))
        {
            if (name is not (Filter or Min or Max))
            {
                words.Add((name, value));
            }
            else if (value.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                words.Add(((name == Filter ? ListingQuery.Value : name + ".") + value[..colon], value[(colon + 1)..]));
            }
            else
            {
                return Error.Invalid("bad_query", $"“{name}” is an attribute's name, a colon and a value, such as {(name == Filter ? "socket:AM5" : "tdp:65")}.", name);
            }
        }

        var read = ListingQuery.Read(
            words.ToLookup(word => word.Name, word => word.Value, StringComparer.OrdinalIgnoreCase), query[Category] is [{ Length: > 0 } category] ? category : null);
        return read.Succeeded ? Sized(read.Value, query[Size].ToString()) : read.Error with { Field = OwnName(read.Error.Field) };
    }

    private static Result<ProductQuery> Sized(ProductQuery query, string size) =>
        size.Length == 0 ? query with { Size = DefaultSize }
        : int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LargestSize ? query with { Size = number }
        : Error.Invalid("bad_query", $"“{Size}” is a number from 1 to {LargestSize}.", Size);

    /// <summary>The parameter that a refusal is about, as it is called here.</summary>
    private static string? OwnName(string? field) => field switch
    {
        ListingQuery.PriceMin or ListingQuery.PriceMax or null => field,
        _ when field.StartsWith(ListingQuery.Value, StringComparison.Ordinal) => Filter,
        _ when field.StartsWith(ListingQuery.Min, StringComparison.Ordinal) => Min,
        _ when field.StartsWith(ListingQuery.Max, StringComparison.Ordinal) => Max,
        _ => field,
    };
}
