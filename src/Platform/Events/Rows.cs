using LinqToDB.Mapping;

namespace GigGatek.Platform.Events;

/// <summary>An event that is to leave, or has left.</summary>
internal sealed class OutboxRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("type")] public string Type { get; init; } = "";
    [Column("payload")] public string Payload { get; init; } = "";
    [Column("occurred_at")] public DateTimeOffset OccurredAt { get; init; }
    [Column("due_at")] public DateTimeOffset DueAt { get; init; }
    [Column("attempts")] public int Attempts { get; init; }
    [Column("claimed_by")] public string? ClaimedBy { get; init; }
    [Column("claimed_until")] public DateTimeOffset? ClaimedUntil { get; init; }
    [Column("dispatched_at")] public DateTimeOffset? DispatchedAt { get; init; }
    [Column("last_error")] public string? LastError { get; init; }
}

/// <summary>An event that a handler of this module has dealt with.</summary>
internal sealed class InboxRow
{
    [Column("event_id"), PrimaryKey(0)] public string EventId { get; init; } = "";
    [Column("handler"), PrimaryKey(1)] public string Handler { get; init; } = "";
    [Column("received_at")] public DateTimeOffset ReceivedAt { get; init; }
}
