using LinqToDB.Mapping;

namespace GigGatek.Api.Webhooks.Keeping;

/// <summary>An address that is told what happens to an account's orders.</summary>
[Table("api_webhooks")]
internal sealed class WebhookRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }

    /// <summary>Whose orders.</summary>
    [Column("user_id")] public long UserId { get; init; }
    [Column("url")] public string Url { get; init; } = "";

    /// <summary>What its receiver checks signatures with, sealed.</summary>
    [Column("sealed_secret")] public string SealedSecret { get; init; } = "";

    /// <summary>Kinds of events with spaces between them.</summary>
    [Column("events")] public string Events { get; init; } = "";
    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while the last try arrived.</summary>
    [Column("failing_since")] public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Null while it is sent to.</summary>
    [Column("switched_off_at")] public DateTimeOffset? SwitchedOffAt { get; init; }
}
