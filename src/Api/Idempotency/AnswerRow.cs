using LinqToDB.Mapping;

namespace GigGatek.Api.Idempotency;

/// <summary>A call that a caller has named, and what it was answered.</summary>
[Table("api_answers")]
internal sealed class AnswerRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }

    /// <summary>SHA-256 of the caller and his key, so that nobody's key meets another's.</summary>
    [Column("call_hash")] public string CallHash { get; init; } = "";

    /// <summary>SHA-256 of method, address and body.</summary>
    [Column("request_hash")] public string RequestHash { get; init; } = "";

    /// <summary>Until then someone is answering it; afterwards he is taken for dead.</summary>
    [Column("claimed_until")] public DateTimeOffset ClaimedUntil { get; init; }

    /// <summary>Null until it was answered.</summary>
    [Column("status")] public int? Status { get; init; }

    /// <summary>Headers and body, sealed: an order's answer holds an address.</summary>
    [Column("content")] public string? Content { get; init; }
    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }
}
