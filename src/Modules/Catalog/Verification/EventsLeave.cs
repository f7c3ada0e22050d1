using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB.Data;

namespace GigGatek.Catalog.Verification;

/// <summary>An event that was tried ten times waits for a person.</summary>
internal sealed class EventsLeave(Sessions<CatalogDb> sessions) : IInvariant
{
    private const string Stuck = "SELECT id FROM catalog_outbox WHERE dispatched_at IS NULL AND attempts >= 10 ORDER BY id LIMIT 20";

    public string Sentence => "The catalog's events leave its outbox.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.Read();
        var stuck = await db.QueryToListAsync<long>(Stuck, ct);
        return new InvariantReport(await db.ExecuteAsync<long>("SELECT COUNT(*) FROM catalog_outbox", ct), [.. stuck.Select(id => $"Event {id} was tried ten times and more.")]);
    }
}
