using LinqToDB.Mapping;

namespace GigGatek.Accounts.Audit;

/// <summary>A line of the trail. Lines are added, never changed.</summary>
[Table("accounts_audit_entries")]
internal sealed class AuditEntryRow
{
    public const int MaxDetails = 1000;
    public const int MaxSubject = 200;

    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("at")] public DateTimeOffset At { get; init; }
    [Column("actor_id")] public long ActorId { get; init; }
    [Column("actor_name")] public string ActorName { get; init; } = "";
    [Column("action")] public string Action { get; init; } = "";
    [Column("subject")] public string Subject { get; init; } = "";
    [Column("details")] public string Details { get; init; } = "";
}
