using GigGatek.Payments.Providers;
using LinqToDB.Mapping;

namespace GigGatek.Payments.Events;

/// <summary>Something that happened at the provider, as its webhook or its list of events told. Each once, whoever told it.</summary>
[Table("payments_provider_events")]
internal sealed record ProviderEventRow
{
    [Column("event_id"), PrimaryKey] public string EventId { get; init; } = "";
    [Column("intent")] public string Intent { get; init; } = "";

    [Column("subject_kind")] public EventSubjectKind? SubjectKind { get; init; }

    /// <summary>The refund or dispute that it is about.</summary>
    [Column("subject")] public string? Subject { get; init; }

    [Column("received_at")] public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it is dealt with next; null when it was.</summary>
    [Column("due_at")] public DateTimeOffset? DueAt { get; init; }

    [Column("attempts")] public int Attempts { get; init; }
}

/// <summary>How far the list of events of a provider has been read.</summary>
[Table("payments_event_cursors")]
internal sealed record EventCursorRow
{
    [Column("provider"), PrimaryKey] public string Provider { get; init; } = "";

    /// <summary>All that happened before this, by the provider's clock, is in <c>payments_provider_events</c>.</summary>
    [Column("read_until")] public DateTimeOffset ReadUntil { get; init; }

    /// <summary>When it is read next; whoever sets it has this turn.</summary>
    [Column("due_at")] public DateTimeOffset DueAt { get; init; }
}
