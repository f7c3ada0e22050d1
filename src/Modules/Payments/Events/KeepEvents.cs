using System.Data.Common;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Events;

/// <summary>Writes events down, each once. What they are about is looked up by <see cref="DealWithEvents"/>, after the provider has been thanked.</summary>
internal sealed class KeepEvents(Sessions<PaymentsDb> sessions, TimeProvider clock)
{
    /// <summary>Answers how many were new.</summary>
    public async Task<int> Handle(IReadOnlyList<ProviderEvent> events, CancellationToken ct)
    {
        var unknown = await FindUnknown(events, ct);
        if (unknown.Count == 0)
        {
            return 0;
        }

        try
        {
            await sessions.RepeatAsync(db => Insert(db, unknown, ct), ct);
            return unknown.Count;
        }
        catch (DbException) when (unknown.Count > 1)
        {
            var kept = 0;    // somebody else keeps some of the same just now: one by one, the key settles each
            foreach (var one in unknown)
            {
                kept += await Handle([one], ct);
            }

            return kept;
        }
        catch (DbException)
        {
            if ((await FindUnknown(unknown, ct)).Count == 0)
            {
                return 0;
            }

            throw;
        }
    }

    private async Task<List<ProviderEvent>> FindUnknown(IReadOnlyList<ProviderEvent> events, CancellationToken ct)
    {
        List<string> ids = [.. events.Select(one => one.Id)];
        await using var db = sessions.Read();
        var known = (await db.ProviderEvents.Where(row => ids.Contains(row.EventId)).Select(row => row.EventId).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        return [.. events.Where(one => !known.Contains(one.Id)).DistinctBy(one => one.Id)];
    }

    private async Task<bool> Insert(PaymentsDb db, List<ProviderEvent> events, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var one in events)
        {
            var row = new ProviderEventRow
            {
                EventId = one.Id, Intent = one.IntentId, SubjectKind = one.Subject?.Kind, Subject = one.Subject?.Id,
                ReceivedAt = now, DueAt = one.IntentId.Length == 0 ? null : now,
            };
            await db.InsertAsync(row, token: ct);
        }

        return true;
    }
}
