using GigGatek.Contracts.Api;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using Microsoft.Extensions.Options;

namespace GigGatek.Api.Webhooks.Keeping;

/// <summary>Forgets what was delivered or given up long ago.</summary>
internal sealed class SweepDeliveries(Sessions<ApiDb> sessions, IOptions<ApiOptions> options, TimeProvider clock) : IJob
{
    public Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddDays(-options.Value.KeepDeliveriesDays);
        return sessions.WriteAsync(db => db.Deliveries.DeleteAsync(delivery => delivery.State != DeliveryState.Pending && delivery.SettledAt < before, ct), ct);
    }
}
