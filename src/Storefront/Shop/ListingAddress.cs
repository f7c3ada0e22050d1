using GigGatek.Contracts.Catalog;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Storefront.Shop;

/// <summary>The address of a listing with its choices, and the addresses one choice away. Any change begins at the first page again.</summary>
/// <param name="Path"><c>/c/cpu</c> or <c>/search</c>.</param>
/// <param name="Choices">Our parameters without the cursor, in the order given.</param>
public sealed record ListingAddress(string Path, IReadOnlyList<KeyValuePair<string, string>> Choices)
{
    private static readonly string[] Names =
        [ListingQuery.Text, ListingQuery.Grade, ListingQuery.Stock, ListingQuery.Sort, ListingQuery.PriceMin, ListingQuery.PriceMax];

    public static ListingAddress Of(HttpRequest request) => new(
        request.Path.Value!,
        [.. request.Query.Where(pair => IsOurs(pair.Key)).SelectMany(pair => pair.Value.OfType<string>().Where(value => value.Length > 0).Select(value => KeyValuePair.Create(pair.Key, value)))]);

    public string First => ToString(Choices);

    public string Page(string cursor) => ToString([.. Choices, KeyValuePair.Create(ListingQuery.Cursor, cursor)]);

    /// <summary>Without one value of a parameter, or without the parameter.</summary>
    public string Without(string name, string? value = null) =>
        ToString([.. Choices.Where(choice => choice.Key != name || (value is not null && choice.Value != value))]);

    /// <summary>Without both ends of a range.</summary>
    public string WithoutRange(string min, string max) => ToString([.. Choices.Where(choice => choice.Key != min && choice.Key != max)]);

    /// <summary>The search text and the order only.</summary>
    public string Unfiltered => ToString([.. Choices.Where(choice => choice.Key is ListingQuery.Text or ListingQuery.Sort)]);

    /// <summary>The same text in a category.</summary>
    public string In(string categorySlug) =>
        new ListingAddress("/c/" + categorySlug, Choices).ToString([.. Choices.Where(choice => choice.Key == ListingQuery.Text)]);

    private static bool IsOurs(string key) =>
        Names.Contains(key) || key.StartsWith(ListingQuery.Value, StringComparison.Ordinal)
        || key.StartsWith(ListingQuery.Min, StringComparison.Ordinal) || key.StartsWith(ListingQuery.Max, StringComparison.Ordinal);

    private string ToString(IReadOnlyList<KeyValuePair<string, string>> choices) =>
        choices.Count == 0 ? Path : Path + "?" + string.Join('&', choices.Select(choice => $"{Uri.EscapeDataString(choice.Key)}={Uri.EscapeDataString(choice.Value)}"));
}
