using GigGatek.Contracts.Api;
using LinqToDB.Async;
using LinqToDB;

namespace GigGatek.Api.Webhooks.Keeping;

/// <summary>The queue's statements. Races are settled by the row count of a conditional update.</summary>
internal static class DeliveryQueue
{
    /// <summary>The addresses that are sent to and have something due that nobody is at.</summary>
    public static Task<List<WebhookRow>> ListWaiting(this ApiDb db, DateTimeOffset now, CancellationToken ct) =>
        db.Webhooks.Where(webhook => webhook.SwitchedOffAt == null && db.Deliveries.WhereDue(now).Any(delivery => delivery.WebhookId == webhook.Id)).ToListAsync(ct);

    /// <summary>What is due to one of them and nobody is at, the longest due first.</summary>
    public static Task<List<DeliveryRow>> ListDue(this ApiDb db, long webhookId, DateTimeOffset now, int most, CancellationToken ct) =>
        db.Deliveries.WhereDue(now).Where(delivery => delivery.WebhookId == webhookId).OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.Id).Take(most).ToListAsync(ct);

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

    private static IQueryable<DeliveryRow> WhereDue(this IQueryable<DeliveryRow> deliveries, DateTimeOffset now) =>
        deliveries.Where(delivery => delivery.State == DeliveryState.Pending && delivery.DueAt <= now && (delivery.ClaimedUntil == null || delivery.ClaimedUntil < now));
}
