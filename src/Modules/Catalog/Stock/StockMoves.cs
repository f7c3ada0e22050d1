using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Stock;

/// <summary>The small moves that reservations are made of. Each is one conditional statement.</summary>
internal static class StockMoves
{
    /// <summary>In id order, as all that touch several variants.</summary>
    public static IQueryable<StoredReservationLine> LinesOf(this CatalogDb db, long reservationId) =>
        db.ReservationLines.Where(line => line.ReservationId == reservationId).OrderBy(line => line.VariantId);

    /// <summary>Sets units aside, if that many are free.</summary>
    public static async Task<bool> TryTakeAsync(this CatalogDb db, long variantId, int quantity, CancellationToken ct) =>
        await db.Variants.Where(variant => variant.Id == variantId && variant.Available >= quantity)
            .Set(variant => variant.Available, variant => variant.Available - quantity)
            .Set(variant => variant.Reserved, variant => variant.Reserved + quantity)
            .UpdateAsync(ct) == 1;

    /// <summary>Frees units that were set aside.</summary>
    public static Task<int> GiveBackAsync(this CatalogDb db, long variantId, int quantity, CancellationToken ct) =>
        db.Variants.Where(variant => variant.Id == variantId)
            .Set(variant => variant.Available, variant => variant.Available + quantity)
            .Set(variant => variant.Reserved, variant => variant.Reserved - quantity)
            .UpdateAsync(ct);

    /// <summary>Moves a reservation on, if that is legal and nobody else has moved it.</summary>
    public static async Task<bool> TryMoveAsync(this CatalogDb db, StoredReservation reservation, ReservationState to, DateTimeOffset now, CancellationToken ct) =>
        reservation.State.Allows(to)
        && await db.Reservations.Where(row => row.Id == reservation.Id && row.State == reservation.State)
            .Set(row => row.State, to).Set(row => row.ChangedAt, now)
            .UpdateAsync(ct) == 1;

    /// <summary>The products that lines belong to.</summary>
    public static Task<List<long>> ProductsOfAsync(this CatalogDb db, List<StoredReservationLine> lines, CancellationToken ct)
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

    /// <summary>Says that pages of these products are stale.</summary>
    public static async Task AnnounceProductsAsync(this CatalogDb db, IReadOnlyList<long> productIds, CancellationToken ct)
    {
        var changed = await (
            from product in db.Products
            join category in db.Categories on product.CategoryId equals category.Id
            where productIds.Contains(product.Id)
            orderby product.Id
            select new { product.Id, product.Slug, Category = category.Slug }).ToListAsync(ct);
        foreach (var product in changed)
        {
            await db.PublishAsync(new ProductChanged(product.Id, product.Slug, product.Category), ct);
        }
    }
}
