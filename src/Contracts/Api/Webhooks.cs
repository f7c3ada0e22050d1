namespace GigGatek.Contracts.Api;

/// <summary>An address of a partner that is told what happens to his orders.</summary>
/// <param name="UserId">Whose orders.</param>
/// <param name="Events">Kinds that are told: <c>order.paid</c>.</param>
/// <param name="FailingSince">Since when nothing has arrived there; null when the last try did.</param>
/// <param name="SwitchedOffAt">Since when nothing is sent there; null when it is.</param>
public sealed record Webhook(
    long Id, long UserId, string Url, IReadOnlyList<string> Events, DateTimeOffset CreatedAt, DateTimeOffset? FailingSince, DateTimeOffset? SwitchedOffAt);

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>It is tried, again when it failed.</summary>
    Pending,

    /// <summary>The address has taken it.</summary>
    Delivered,

    /// <summary>It was tried for days in vain.</summary>
    GivenUp,
}

/// <summary>One thing that happened, for one address.</summary>
/// <param name="Event">Its kind.</param>
/// <param name="Subject">The order's number.</param>
/// <param name="DueAt">The next try; meaningless once it is settled.</param>
/// <param name="Outcome">How the last try ended: <c>status_200</c>, <c>timeout</c>, <c>unreachable</c>, <c>private_address</c>; null before the first.</param>
public sealed record WebhookDelivery(
    long Id, long WebhookId, string Event, string Subject, DeliveryState State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset DueAt, string? Outcome);

/// <summary>Webhooks as the owner looks after them.</summary>
public interface IWebhooksAdmin
{
    /// <summary>Newest first; 50 a page.</summary>
    Task<Page<Webhook>> ListAsync(string? cursor, CancellationToken ct);

    /// <summary>Null when there is none.</summary>
    Task<Webhook?> FindAsync(long webhookId, CancellationToken ct);

    /// <summary>What was sent there, newest first; 50 a page.</summary>
    Task<Page<WebhookDelivery>> ListDeliveriesAsync(long webhookId, string? cursor, CancellationToken ct);

    /// <summary>Sends a delivery once more, whatever became of it. Its id stays the same, so that a receiver who has it knows it.</summary>
    Task<Result> ReplayAsync(Actor actor, long webhookId, long deliveryId, CancellationToken ct);

    /// <summary>Sends all that was given up once more. Answers how many they are.</summary>
    Task<int> ReplayGivenUpAsync(Actor actor, long webhookId, CancellationToken ct);

    /// <summary>Switches an address off, or on again. What waits is kept for it; what happens while it is off is not.</summary>
    Task<Result> SwitchAsync(Actor actor, long webhookId, bool on, CancellationToken ct);
}
