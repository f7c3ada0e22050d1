using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Catalog.Verification;

/// <summary>The counters of a variant against the reservations that moved them.</summary>
internal sealed class ReservationsAreCovered(Sessions<CatalogDb> sessions) : IInvariant
{
    private const int Most = 20;

    public string Sentence => "Reserved, sold and returned units are those of the reservations, line by line.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.Read();
        var lines = from line in db.ReservationLines
                    join reservation in db.Reservations on line.ReservationId equals reservation.Id
                    select new { line.VariantId, line.Quantity, reservation.State };
        var counted = from variant in db.Variants
                      select new
                      {
                          variant.Id,
                          variant.Sku,
                          variant.Reserved,
                          variant.Sold,
                          variant.Returned,
                          Held = lines.Where(line => line.VariantId == variant.Id && line.State == ReservationState.Held).Sum(line => (int?)line.Quantity) ?? 0,
                          Left = lines.Where(line => line.VariantId == variant.Id && (line.State == ReservationState.Sold || line.State == ReservationState.Returned)).Sum(line => (int?)line.Quantity) ?? 0,
                          Back = lines.Where(line => line.VariantId == variant.Id && line.State == ReservationState.Returned).Sum(line => (int?)line.Quantity) ?? 0,
                      };
        var wrong = await counted.Where(row => row.Reserved != row.Held || row.Sold != row.Left || row.Returned != row.Back)
            .OrderBy(row => row.Id).Take(Most).ToListAsync(ct);
        return new InvariantReport(
            await db.Reservations.LongCountAsync(ct),
            [.. wrong.Select(row => $"{row.Sku}: {row.Reserved} reserved, {row.Sold} sold, {row.Returned} returned; the reservations say {row.Held}, {row.Left}, {row.Back}.")]);
    }
}
