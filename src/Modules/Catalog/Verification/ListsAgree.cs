using GigGatek.Catalog.Products;
using GigGatek.Catalog.Search;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB.Data;

namespace GigGatek.Catalog.Verification;

/// <summary>What lists and the search know of products against the products.</summary>
internal sealed class ListsAgree(Sessions<CatalogDb> sessions, ISearchIndex search) : IInvariant
{
    private const string Differs =
        $"""
        SELECT p.slug FROM catalog_products p LEFT JOIN ({ProductFacts.OfAll}) f ON f.product_id = p.id
        WHERE p.grades_in_stock <> COALESCE(f.grades_in_stock, 0) OR COALESCE(p.price_from, -1) <> COALESCE(f.price_from, -1)
            OR COALESCE(p.price_excellent, -1) <> COALESCE(f.price_excellent, -1)
            OR COALESCE(p.price_good, -1) <> COALESCE(f.price_good, -1)
            OR COALESCE(p.price_fair, -1) <> COALESCE(f.price_fair, -1)
        ORDER BY p.id LIMIT 20
        """;

    private const string Ahead =
        "SELECT slug FROM catalog_products WHERE change_seq > (SELECT last_seq FROM catalog_changes WHERE id = 1) ORDER BY id LIMIT 20";

    public string Sentence => "Prices, grades and words in lists and search are those of the products.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.ReadWhole();
        var findings = (await db.QueryToListAsync<string>(Differs, ct)).Select(slug => $"{slug}: its price or grades in lists differ from its variants.").ToList();
        findings.AddRange((await db.QueryToListAsync<string>(Ahead, ct)).Select(slug => $"{slug}: its change number was never given out."));
        findings.AddRange((await search.FindMissingAsync(db, ct)).Select(id => $"product {id}: the search does not know it."));
        return new InvariantReport(await db.ExecuteAsync<long>("SELECT COUNT(*) FROM catalog_products", ct), [.. findings.Take(20)]);
    }
}
