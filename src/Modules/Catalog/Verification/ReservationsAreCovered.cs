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
        await using var db = sessions.ReadWhole();
        var lines = from line in db.ReservationLines
                    join reservation in db.Reservations on line.ReservationId equals reservation.Id
                    group new { line.Quantity, reservation.State } by line.VariantId into same
                    select new
                    {
                        VariantId = same.Key,
                        Held = same.Sum(line => line.State == ReservationState.Held ? line.Quantity : 0),
                        Left = same.Sum(line => line.State == ReservationState.Sold || line.State == ReservationState.Returned ? line.Quantity : 0),
                        Back = same.Sum(line => line.State == ReservationState.Returned ? line.Quantity : 0),
                    };
        var counted = from variant in db.Variants
                      from own in lines.LeftJoin(own => own.VariantId == variant.Id)
                      select new
                      {
                          variant.Id,
                          variant.Sku,
                          variant.Reserved,
                          variant.Sold,
                          variant.Returned,
                          Held = (int?)own.Held ?? 0,
                          Left = (int?)own.Left ?? 0,
                          Back = (int?)own.Back ?? 0,
                      };
        var wrong = await counted.Where(row => row.Reserved != row.Held || row.Sold != row.Left || row.Returned != row.Back)
            .OrderBy(row => row.Id).Take(Most).ToListAsync(ct);
        return new InvariantReport(
            await db.Reservations.LongCountAsync(ct),
            [.. wrong.Select(row => $"{row.Sku}: {row.Reserved} reserved, {row.Sold} sold, {row.Returned} returned; the reservations say {row.Held}, {row.Left}, {row.Back}.")]);
    }
}
