namespace GigGatek.Api.Catalog;

/// <summary>A category in the tree.</summary>
/// <param name="Slug">Its name in addresses and filters: <c>video-card</c>.</param>
/// <param name="Parent">The slug of the category that it is in; null at the root.</param>
/// <param name="Products">How many products are in it, those of its children included.</param>
public sealed record Category(string Slug, string Name, string? Parent, int Products)
{
    internal static Category Of(Contracts.Catalog.Category category) => new(category.Slug, category.Name, category.ParentSlug, category.Products);
}
