using GigGatek.Contracts.Api;
using LinqToDB.Async;
using LinqToDB;

namespace GigGatek.Api.Webhooks.Keeping;

/// <summary>The queue's statements. Races are settled by the row count of a conditional update.</summary>
internal static class DeliveryQueue
{
    /// <summary>Those that nobody is at, to addresses that are sent to, the longest due first.</summary>
    public static Task<List<DueDelivery>> ListDue(this ApiDb db, DateTimeOffset now, int most, CancellationToken ct) => (
        from delivery in db.Deliveries
        join webhook in db.Webhooks on delivery.WebhookId equals webhook.Id
        where delivery.State == DeliveryState.Pending && delivery.DueAt <= now && (delivery.ClaimedUntil == null || delivery.ClaimedUntil < now) && webhook.SwitchedOffAt == null
        orderby delivery.DueAt, delivery.Id
        select new DueDelivery(delivery, webhook)).Take(most).ToListAsync(ct);

    /// <summary>False when somebody else was first.</summary>
    public static async Task<bool> TryClaim(this ApiDb db, DeliveryRow delivery, DateTimeOffset until, CancellationToken ct) =>
        await db.Deliveries.Where(row => row.Id == delivery.Id && row.State == DeliveryState.Pending && row.Attempts == delivery.Attempts && row.DueAt == delivery.DueAt)
            .Set(row => row.Attempts, delivery.Attempts + 1).Set(row => row.ClaimedUntil, until).UpdateAsync(ct) == 1;

    /// <summary>Ends it, also when its claim ran out while the receiver was thinking: he has it.</summary>
    public static Task Settle(this ApiDb db, long id, DeliveryState state, string outcome, DateTimeOffset now, CancellationToken ct) =>
        db.Deliveries.Where(row => row.Id == id && row.State == DeliveryState.Pending)
            .Set(row => row.State, state).Set(row => row.Outcome, outcome).Set(row => row.SettledAt, now).Set(row => row.ClaimedUntil, (DateTimeOffset?)null).UpdateAsync(ct);

    /// <summary>Lets it wait, unless somebody else has begun it meanwhile.</summary>
    public static Task Postpone(this ApiDb db, DeliveryRow delivery, string outcome, DateTimeOffset until, CancellationToken ct) =>
        db.Deliveries.Where(row => row.Id == delivery.Id && row.State == DeliveryState.Pending && row.Attempts == delivery.Attempts + 1)
            .Set(row => row.DueAt, until).Set(row => row.Outcome, outcome).Set(row => row.ClaimedUntil, (DateTimeOffset?)null).UpdateAsync(ct);

    /// <summary>From the beginning, with all their tries before them, whatever became of them. Answers how many they are.</summary>
    public static Task<int> SendAgain(this IQueryable<DeliveryRow> deliveries, DateTimeOffset now, CancellationToken ct) =>
        deliveries.Set(row => row.State, DeliveryState.Pending).Set(row => row.Attempts, 0).Set(row => row.DueAt, now)
            .Set(row => row.SettledAt, (DateTimeOffset?)null).Set(row => row.ClaimedUntil, (DateTimeOffset?)null).UpdateAsync(ct);
}

/// <summary>A delivery and where it goes.</summary>
internal sealed record DueDelivery(DeliveryRow Delivery, WebhookRow Webhook);
