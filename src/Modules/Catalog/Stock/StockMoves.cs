using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace GigGatek.Catalog.Stock;

/// <summary>The small moves that reservations are made of. Each is one statement, however many lines (docs/decisions/0010).</summary>
internal static class StockMoves
{
    /// <summary>In id order, as all that touch several variants.</summary>
    public static IQueryable<StoredReservationLine> LinesOf(this CatalogDb db, long reservationId) =>
        db.ReservationLines.Where(line => line.ReservationId == reservationId).OrderBy(line => line.VariantId);

    /// <summary>
    /// Sets the units of all lines aside. The one statement takes each line that has that many free; false when that were
    /// not all: then undo the transaction.
    /// </summary>
    public static async Task<bool> TryTakeAsync(this CatalogDb db, IReadOnlyCollection<StoredReservationLine> lines, CancellationToken ct)
    {
        var units = UnitsOf(lines);
        return await db.ExecuteAsync(
            $"UPDATE catalog_variants SET available = available - {units.Value}, reserved = reserved + {units.Value} WHERE id IN ({units.Ids}) AND available >= {units.Value}",
            ct, units.Parameters) == lines.Count;
    }

    /// <summary>Makes units that were set aside sold.</summary>
    public static Task SellAsync(this CatalogDb db, IReadOnlyCollection<StoredReservationLine> lines, CancellationToken ct)
    {
        var units = UnitsOf(lines);
        return db.ExecuteAsync(
            $"UPDATE catalog_variants SET reserved = reserved - {units.Value}, sold = sold + {units.Value} WHERE id IN ({units.Ids})", ct, units.Parameters);
    }

    /// <summary>Frees units that were set aside.</summary>
    public static Task GiveBackAsync(this CatalogDb db, IReadOnlyCollection<StoredReservationLine> lines, CancellationToken ct)
    {
        var units = UnitsOf(lines);
        return db.ExecuteAsync(
            $"UPDATE catalog_variants SET available = available + {units.Value}, reserved = reserved - {units.Value} WHERE id IN ({units.Ids})", ct, units.Parameters);
    }

    /// <summary>Puts units that were sold back on the shelf.</summary>
    public static Task TakeBackAsync(this CatalogDb db, IReadOnlyCollection<StoredReservationLine> lines, CancellationToken ct)
    {
        var units = UnitsOf(lines);
        return db.ExecuteAsync(
            $"UPDATE catalog_variants SET available = available + {units.Value}, returned = returned + {units.Value} WHERE id IN ({units.Ids})", ct, units.Parameters);
    }

    /// <summary>Moves a reservation on, if that is legal and nobody else has moved it.</summary>
    public static async Task<bool> TryMoveAsync(this CatalogDb db, long reservationId, ReservationMove move, DateTimeOffset now, CancellationToken ct) =>
        move.From.Allows(move.To)
        && await db.Reservations.Where(row => row.Id == reservationId && row.State == move.From)
            .Set(row => row.State, move.To).Set(row => row.ChangedAt, now)
            .UpdateAsync(ct) == 1;

    /// <summary>The products that lines belong to.</summary>
    public static Task<List<long>> ProductsOfAsync(this CatalogDb db, IEnumerable<StoredReservationLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(line => line.VariantId).ToList();
        return db.Variants.Where(variant => ids.Contains(variant.Id)).Select(variant => variant.ProductId).Distinct().ToListAsync(ct);
    }

    /// <summary>Makes lists notice that availability has changed, and pages.</summary>
    public static async Task AnnounceStockAsync(this CatalogDb db, IReadOnlyList<long> productIds, CancellationToken ct)
    {
        await db.RefreshFactsAsync(productIds, ct);
        await db.AnnounceProductsAsync(productIds, ct);
    }

    /// <summary>
    /// As <see cref="AnnounceStockAsync"/>, of units that were just taken: only where somebody can see that they are gone. While the
    /// pages say "more than so many", nothing has changed for them, nor for lists, and no buyer waits for the one change number.
    /// </summary>
    public static async Task AnnounceTakenAsync(this CatalogDb db, IEnumerable<StoredReservationLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(line => line.VariantId).ToList();
        var shown = await db.Variants.WithOneOf(variant => variant.Id, ids).Where(variant => variant.Available <= StockShown.Most)
            .Select(variant => variant.ProductId).Distinct().ToListAsync(ct);
        if (shown.Count > 0)
        {
            await db.AnnounceStockAsync(shown, ct);
        }
    }

    /// <summary>Says that pages of these products are stale.</summary>
    public static async Task AnnounceProductsAsync(this CatalogDb db, IReadOnlyList<long> productIds, CancellationToken ct)
    {
        var changed = await (
            from product in db.Products
            join category in db.Categories on product.CategoryId equals category.Id
            where productIds.Contains(product.Id)
            orderby product.Id
            select new { product.Id, product.Slug, Category = category.Slug }).ToListAsync(ct);
        await db.PublishAsync([.. changed.Select(product => new ProductChanged(product.Id, product.Slug, product.Category))], ct);
    }

    private static ValuesById UnitsOf(IEnumerable<StoredReservationLine> lines) => ValuesById.Of(lines.Select(line => (line.VariantId, (long)line.Quantity)));
}
