using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Verification;

/// <summary>Units come in, are sold, and come back; nothing else makes or loses one.</summary>
internal sealed class StockAddsUp(Sessions<CatalogDb> sessions) : IInvariant
{
    private const int Most = 20;

    public string Sentence => "Stock on hand = received − sold + returned, and nothing is negative.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.ReadWhole();
        var wrong = await db.Variants
            .Where(variant => variant.Available + variant.Reserved != variant.Received - variant.Sold + variant.Returned
                || variant.Available < 0 || variant.Reserved < 0 || variant.Sold < 0 || variant.Returned < 0)
            .OrderBy(variant => variant.Id).Take(Most).ToListAsync(ct);
        return new InvariantReport(
            await db.Variants.LongCountAsync(ct),
            [.. wrong.Select(variant => $"{variant.Sku}: {variant.Available} free + {variant.Reserved} reserved, but {variant.Received} received − {variant.Sold} sold + {variant.Returned} returned.")]);
    }
}
