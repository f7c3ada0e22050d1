using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;

namespace GigGatek.Payments.Events;

/// <summary>Forgets events that were dealt with, later than the provider's own list does: none comes back after it is forgotten.</summary>
internal sealed class SweepEvents(Sessions<PaymentsDb> sessions, TimeProvider clock) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(40);

    public Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        return sessions.WriteAsync(db => db.ProviderEvents.Where(row => row.DueAt == null && row.ReceivedAt < before).DeleteAsync(ct), ct);
    }
}
