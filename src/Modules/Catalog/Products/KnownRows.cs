using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Products;

/// <summary>What the shop already has of a batch, and what the batch has taken so far.</summary>
internal sealed class KnownRows
{
    /// <summary>What a file may name: see <see cref="Files.FileLimits.Slug"/>. Longer ones could not be imported again.</summary>
    private const int LongestSlug = Files.FileLimits.Slug;

    private Dictionary<string, StoredVariant> _bySku = [];
    private Dictionary<string, StoredProduct> _byIdentity = [];
    private Dictionary<long, StoredProduct> _products = [];
    private readonly HashSet<string> _slugs = [];
    private readonly HashSet<string> _skus = [];
    private readonly HashSet<string> _identities = [];
    private readonly HashSet<long> _claimed = [];
    private ILookup<long, StoredVariant> _variants = Enumerable.Empty<StoredVariant>().ToLookup(variant => variant.ProductId);

    public static async Task<KnownRows> Load(CatalogDb db, List<PreparedProduct> rows, CancellationToken ct)
    {
        var known = new KnownRows();
        var skus = rows.SelectMany(row => row.Source.Variants).Select(variant => variant.Sku).OfType<string>().Distinct().ToList();
        var variantIds = await db.FindByAsync<long>("id", "catalog_variants", "sku", skus, ct);
        if (variantIds.Count > 0)
        {
            known._bySku = await db.Variants.Where(variant => variantIds.Contains(variant.Id)).ToDictionaryAsync(variant => variant.Sku, ct);
        }

        var alike = await db.FindByAsync<long>("id", "catalog_products", "identity", rows.ConvertAll(row => row.Identity), ct);
        var ids = alike.Concat(known._bySku.Values.Select(variant => variant.ProductId)).Distinct().ToList();
        if (ids.Count > 0)
        {
            known._products = await db.Products.Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, ct);
            known._byIdentity = known._products.Values.ToDictionary(product => product.Identity);
            known._variants = (await db.Variants.Where(variant => ids.Contains(variant.ProductId)).ToListAsync(ct)).ToLookup(variant => variant.ProductId);
        }

        await known.LoadSlugs(db, [.. rows.Where(row => known.ProductLike(row) is null && known.OwnersOf(row.Source.Variants).Count == 0)], ct);
        return known;
    }

    /// <summary>First the slugs that rows would like, then the longer ones of those that cannot have it.</summary>
    private async Task LoadSlugs(CatalogDb db, List<PreparedProduct> rows, CancellationToken ct)
    {
        await LoadSlugs(db, [.. rows.Select(row => row.Slug).Distinct()], ct);
        var wanted = new HashSet<string>(_slugs);
        await LoadSlugs(db, [.. rows.Where(row => !wanted.Add(row.Slug)).SelectMany(row => Candidates(row.Slug, row.Identity).Skip(1)).Distinct()], ct);
    }

    private async Task LoadSlugs(CatalogDb db, List<string> slugs, CancellationToken ct) =>
        _slugs.UnionWith(await db.FindByAsync<string>("slug", "catalog_products", "slug", slugs, ct));

    /// <summary>The products that have the row's SKUs.</summary>
    public List<long> OwnersOf(IReadOnlyList<ImportedVariant> variants) =>
        [.. variants.Where(variant => variant.Sku is not null).Select(variant => _bySku.GetValueOrDefault(variant.Sku!)?.ProductId).OfType<long>().Distinct()];

    public StoredProduct Product(long id) => _products[id];

    /// <summary>The product of the row's identity, unless the row names other SKUs than it has.</summary>
    public StoredProduct? ProductLike(PreparedProduct row) =>
        _byIdentity.TryGetValue(row.Identity, out var product) && !NamesOtherSkus(product, row.Source.Variants) ? product : null;

    public IEnumerable<StoredVariant> VariantsOf(long productId) => _variants[productId];

    public bool TryClaim(long productId) => _claimed.Add(productId);

    public bool TryTakeSku(string sku) => _skus.Add(sku);

    public bool IsSkuOfAnother(string sku, long productId) =>
        _bySku.TryGetValue(sku, out var variant) && variant.ProductId != productId;

    public bool IsIdentityTaken(string identity) => _byIdentity.ContainsKey(identity) || _identities.Contains(identity);

    public void TakeIdentity(string identity) => _identities.Add(identity);

    /// <summary>The name's own slug for the first product that has it; the others get a suffix made from what they are.</summary>
    public string TakeSlug(string slug, string identity) =>
        Candidates(slug, identity).First(candidate => !_slugs.Contains(candidate) && _slugs.Add(candidate));

    private bool NamesOtherSkus(StoredProduct product, IReadOnlyList<ImportedVariant> variants) =>
        variants.Any(variant => variant.Sku is not null && _variants[product.Id].Any(stored => stored.Grade == variant.Grade && stored.Sku != variant.Sku));

    private static string[] Candidates(string slug, string identity)
    {
        var cut = slug[..Math.Min(slug.Length, LongestSlug - 13)].TrimEnd('-');
        return [slug, $"{cut}-{ProductIdentity.Short(identity, 6)}", $"{cut}-{ProductIdentity.Short(identity, 12)}"];
    }
}
