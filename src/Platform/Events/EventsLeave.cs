using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Platform.Events;

/// <summary>An event that was tried ten times waits for a person.</summary>
internal sealed class EventsLeave<TDb>(string module, Sessions<TDb> sessions) : IInvariant
    where TDb : ModuleDb
{
    private const int Patience = 10;
    private const int Most = 20;

    public string Sentence => $"The events of {module} leave its outbox.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.ReadWhole();
        var waiting = db.Outbox.Where(row => row.DispatchedAt == null);
        var stuck = await waiting.Where(row => row.Attempts >= Patience).OrderBy(row => row.Id).Take(Most)
            .Select(row => new { row.Id, row.Type, row.Attempts, row.LastError }).ToListAsync(ct);
        return new InvariantReport(
            await waiting.LongCountAsync(ct),
            [.. stuck.Select(row => $"Event {row.Id} ({row.Type}) was tried {row.Attempts} times; the last time it met {row.LastError}.")]);
    }
}
