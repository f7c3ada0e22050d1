using GigGatek.Catalog.Browse;
using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Products;
using GigGatek.Catalog.Search;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog;

/// <summary>The contract's door: each question is answered by the file that is named for it.</summary>
internal sealed class CatalogService(CatalogReads reads) : ICatalog
{
    private const int MostCompared = 4;

    public Task<IReadOnlyList<Category>> ListCategoriesAsync(CancellationToken ct) => reads.Categories.Handle(ct);

    public Task<IReadOnlyList<GradePromise>> ListGradesAsync(CancellationToken ct) => Task.FromResult(GradePromises.All);

    public Task<Product?> FindProductAsync(string slug, CancellationToken ct) => reads.Product.Handle(slug, ct);

    public Task<IReadOnlyList<Product>> FindProductsAsync(IReadOnlyList<string> slugs, CancellationToken ct) =>
        reads.Product.Handle([.. slugs.Take(MostCompared)], ct);

    public Task<IReadOnlyList<ProductCard>> ListSimilarAsync(string slug, int count, CancellationToken ct) => reads.Similar.Handle(slug, count, ct);

    public Task<ProductListing> BrowseAsync(ProductQuery query, CancellationToken ct) => reads.Browse.Handle(query, ct);

    public Task<IReadOnlyList<Suggestion>> SuggestAsync(string text, CancellationToken ct) => reads.Suggest.Handle(text, ct);

    public Task<IReadOnlyList<Shelf>> ListShelvesAsync(CancellationToken ct) => reads.Shelves.Handle(ct);

    public Task<IReadOnlyList<Offer>> FindOffersAsync(IReadOnlyList<string> skus, CancellationToken ct) => reads.Offers.Handle(skus, ct);

    public Task<Page<ProductLink>> ListProductLinksAsync(string? cursor, CancellationToken ct) => reads.Links.Handle(cursor, ct);
}

/// <summary>What the catalog answers with, one per question.</summary>
internal sealed record CatalogReads(
    ListCategories Categories,
    FindProduct Product,
    ListSimilar Similar,
    BrowseProducts Browse,
    SuggestProducts Suggest,
    ListShelves Shelves,
    FindOffers Offers,
    ListProductLinks Links);
