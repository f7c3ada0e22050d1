namespace GigGatek.Api.Catalog;

/// <summary>A suggestion while typing.</summary>
/// <param name="Text">A product's name or a category's.</param>
/// <param name="Category">The slug of the category that is meant; null when it is a product.</param>
/// <param name="Product">The slug of the product that is meant; null when it is a category.</param>
public sealed record Suggestion(string Text, string? Category, string? Product)
{
    /// <summary>The contract says where it leads in the shop: <c>/c/cpu</c> or <c>/p/some-product</c>.</summary>
    internal static Suggestion Of(Contracts.Catalog.Suggestion suggestion)
    {
        var slug = suggestion.Path[3..];
        return suggestion.Path.StartsWith("/c/", StringComparison.Ordinal) ? new(suggestion.Text, slug, null) : new(suggestion.Text, null, slug);
    }
}
