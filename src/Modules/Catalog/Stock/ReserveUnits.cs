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

    public async Task<Result<StockReserved>> Handle(ReserveStock request, CancellationToken ct)
    {
        if (request.Lines.Count == 0 || request.Lines.Any(line => line.Quantity is < 1 or > MaxQuantity))
        {
            return Error.Invalid("quantity", "A reservation needs at least one line, each of at least one unit.");
        }

        Result<StockReserved>? answer;
        do
        {
            answer = await sessions.RepeatAsync(db => Reserve(db, request, ct), commits: reserved => reserved is { Succeeded: true }, ct);
        }
        while (answer is null);
        return answer;
    }

    /// <summary>Null when a line was short that was not when this transaction looked: it must look again.</summary>
    private async Task<Result<StockReserved>?> Reserve(CatalogDb db, ReserveStock request, CancellationToken ct)
    {
        var before = await db.Reservations.Where(reservation => reservation.Id == request.ReservationId).FindAsync(ct);
        if (before is not null)
        {
            return before.State == ReservationState.Held
                ? new StockReserved(before.Id, before.Until)
                : Error.Conflict("reservation_closed", "This reservation has ended. Start a new one.");
        }

        var lines = await FindLines(db, request, ct);
        if (request.Lines.Select(line => line.Sku).Except(lines.Select(line => line.Sku)).FirstOrDefault() is { } unknown)
        {
            return Error.NotFound($"There is no item {unknown}.");
        }

        var held = lines.ConvertAll(line => new StoredReservationLine { ReservationId = request.ReservationId, VariantId = line.VariantId, Quantity = line.Quantity });
        if (!await db.TryTakeAsync(held, ct))
        {
            return lines.Find(line => line.Available < line.Quantity) is { } missing ? SoldOut(missing) : null;
        }

        await db.InsertAsync(
            new StoredReservation { Id = request.ReservationId, State = ReservationState.Held, Until = request.Until, ChangedAt = clock.GetUtcNow() }, token: ct);
        await db.InsertManyAsync(db.ReservationLines, held, ct);
        await db.AnnounceTakenAsync(held, ct);
        return new StockReserved(request.ReservationId, request.Until);
    }

    private static Result<StockReserved> SoldOut(Line line) =>
        Error.Conflict("sold_out", $"{line.ProductName} ({line.Grade}) is sold out, or fewer than {line.Quantity} are left.");

    /// <summary>In id order, so that two buyers of the same things never wait for each other in a circle.</summary>
    private static async Task<List<Line>> FindLines(CatalogDb db, ReserveStock request, CancellationToken ct)
    {
        var wanted = request.Lines.GroupBy(line => line.Sku).ToDictionary(line => line.Key, line => line.Sum(one => one.Quantity));
        var found = await (
            from variant in db.Variants.WithOneOf(variant => variant.Sku, wanted.Keys)
            join product in db.Products on variant.ProductId equals product.Id
            orderby variant.Id
            select new { variant.Id, variant.Sku, variant.Available, product.Name, variant.Grade }).ToListAsync(ct);
        return found.ConvertAll(row => new Line(row.Id, row.Sku, wanted[row.Sku], row.Available, row.Name, row.Grade));
    }

    private sealed record Line(long VariantId, string Sku, int Quantity, int Available, string ProductName, Grade Grade);
}
