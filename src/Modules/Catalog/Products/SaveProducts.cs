using System.Globalization;
using GigGatek.Catalog.Browse;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Catalog.Products;

/// <summary>
/// One import from its first row to its last: counts the rows that are alike. One batch may be prepared while another is
/// written, but never two of a kind at once.
/// </summary>
internal sealed class SaveRun
{
    private readonly Dictionary<ulong, int> _seen = [];

    /// <summary>Categories that this run creates, or would create.</summary>
    internal HashSet<string> NewCategories { get; } = [];

    /// <summary>When it wrote first: all that it creates is equally new, and keeps the order of the file.</summary>
    internal DateTimeOffset? StartedAt { get; set; }

    /// <summary>How many rows with this identity came before.</summary>
    internal int CountTwin(string identity)
    {
        var key = ulong.Parse(identity.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var before = _seen.GetValueOrDefault(key);
        _seen[key] = before + 1;
        return before;
    }
}

/// <summary>
/// The one way for files into the catalogue: a batch of products in one transaction, each created, updated or left alone.
/// Batches of 500 to 1,000 are fastest. A batch lands whole or, when the process dies, not at all; the run can be repeated.
/// </summary>
internal sealed class SaveProducts(Sessions<CatalogDb> sessions, SaveBatch batches, FreshIndex fresh, IOptions<ShopOptions> shop, TimeProvider clock)
{
    /// <summary>What can be worked out without the database, so that it may be done while the batch before is being written.</summary>
    public static PreparedBatch Prepare(SaveRun run, IReadOnlyList<ImportedProduct> products)
    {
        var refused = new List<RefusedProduct>();
        var prepared = new List<PreparedProduct>(products.Count);
        for (var i = 0; i < products.Count; i++)
        {
            if (PreparedProduct.FindFault(products[i]) is { } reason)
            {
                refused.Add(new RefusedProduct(i, reason));
            }
            else
            {
                prepared.Add(PreparedProduct.Of(products[i], i, run.CountTwin));
            }
        }

        return new PreparedBatch(prepared, refused);
    }

    /// <summary>Writes a batch. Rows that cannot be products are refused with a reason; the others land.</summary>
    public async Task<SavedBatch> Handle(SaveRun run, PreparedBatch batch, CancellationToken ct)
    {
        var startedAt = run.StartedAt ??= clock.GetUtcNow();
        var plan = await sessions.WriteAsync(
            async db =>
            {
                await db.LockChangesAsync(ct);    // or of two imports at once each would count the same units in
                var planned = await batches.Plan(db, batch.Rows, shop.Value.Currency, ct);
                if (planned.HasChanges)
                {
                    await batches.Write(db, planned, startedAt, ct);
                    await db.PublishAsync(new CatalogueChanged("import"), ct);
                }

                return planned;
            },
            ct);
        fresh.MarkStale();
        return plan.Answer(run, batch.Refused);
    }

    /// <summary>What <see cref="Handle"/> would do, without doing it.</summary>
    public async Task<SavedBatch> Preview(SaveRun run, PreparedBatch batch, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return (await batches.Plan(db, batch.Rows, shop.Value.Currency, ct)).Answer(run, batch.Refused);
    }
}

/// <summary>A batch on its way: rows that may be products, and those that cannot be.</summary>
internal sealed record PreparedBatch(List<PreparedProduct> Rows, List<RefusedProduct> Refused);
