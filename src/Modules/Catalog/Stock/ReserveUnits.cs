using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Stock;

/// <summary>Holds all lines of a request or none.</summary>
internal sealed class ReserveUnits(Sessions<CatalogDb> sessions, TimeProvider clock)
{
    private const int MaxQuantity = 100_000;

    public Task<Result<StockReserved>> Handle(ReserveStock request, CancellationToken ct)
    {
        if (request.Lines.Count == 0 || request.Lines.Any(line => line.Quantity is < 1 or > MaxQuantity))
        {
            return Task.FromResult<Result<StockReserved>>(Error.Invalid("quantity", "A reservation needs at least one line, each of at least one unit."));
        }

        return sessions.WriteAsync(db => Reserve(db, request, ct), ct);
    }

    private async Task<Result<StockReserved>> Reserve(CatalogDb db, ReserveStock request, CancellationToken ct)
    {
        var before = await db.Reservations.Where(reservation => reservation.Id == request.ReservationId).FindAsync(ct);
        if (before is not null)
        {
            return before.State == ReservationState.Held
                ? new StockReserved(before.Id, before.Until)
                : Error.Conflict("reservation_closed", "This reservation has ended. Start a new one.");
        }

        var lines = await FindLines(db, request, ct);
        if (lines.FirstOrDefault(line => line.VariantId == 0) is { } unknown)
        {
            return Error.NotFound($"There is no item {unknown.Sku}.");
        }

        if (await TakeAll(db, lines, ct) is { } missing)
        {
            return Error.Conflict("sold_out", $"{missing.ProductName} ({missing.Grade}) is sold out, or fewer than {missing.Quantity} are left.");
        }

        await db.InsertAsync(
            new StoredReservation { Id = request.ReservationId, State = ReservationState.Held, Until = request.Until, ChangedAt = clock.GetUtcNow() }, token: ct);
        foreach (var line in lines)
        {
            await db.InsertAsync(
                new StoredReservationLine { ReservationId = request.ReservationId, VariantId = line.VariantId, Quantity = line.Quantity }, token: ct);
        }

        await db.AnnounceStockAsync([.. lines.Select(line => line.ProductId).Distinct()], ct);
        return new StockReserved(request.ReservationId, request.Until);
    }

    /// <summary>In id order, so that two buyers of the same things never wait for each other in a circle.</summary>
    private static async Task<List<Line>> FindLines(CatalogDb db, ReserveStock request, CancellationToken ct)
    {
        var wanted = request.Lines.GroupBy(line => line.Sku).ToDictionary(line => line.Key, line => line.Sum(one => one.Quantity));
        var skus = wanted.Keys.ToList();
        var found = await (
            from variant in db.Variants
            join product in db.Products on variant.ProductId equals product.Id
            where skus.Contains(variant.Sku)
            orderby variant.Id
            select new { variant.Id, variant.Sku, variant.ProductId, product.Name, variant.Grade }).ToListAsync(ct);
        return
        [
            .. found.Select(row => new Line(row.Id, row.Sku, wanted[row.Sku], row.ProductId, row.Name, row.Grade)),
            .. skus.Except(found.Select(row => row.Sku)).Select(sku => new Line(0, sku, 0, 0, "", default)),
        ];
    }

    /// <summary>The line that is short, after giving back what was taken before it; null when all are held.</summary>
    private static async Task<Line?> TakeAll(CatalogDb db, List<Line> lines, CancellationToken ct)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!await db.TryTakeAsync(line.VariantId, line.Quantity, ct))
            {
                foreach (var before in lines.Take(i))
                {
                    await db.GiveBackAsync(before.VariantId, before.Quantity, ct);
                }

                return line;
            }
        }

        return null;
    }

    private sealed record Line(long VariantId, string Sku, int Quantity, long ProductId, string ProductName, Grade Grade);
}
