using LinqToDB.Mapping;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>A program that a person has signed in. Of its refresh tokens only hashes are kept.</summary>
[Table("accounts_api_sessions")]
internal sealed class ApiSessionRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("user_id")] public long UserId { get; init; }
    [Column("name")] public string Name { get; init; } = "";

    /// <summary>Of <see cref="GigGatek.Contracts.Accounts.ApiScopes"/>, with spaces between them.</summary>
    [Column("scopes")] public string Scopes { get; init; } = "";

    /// <summary>The person's when it began: another one by now has ended it.</summary>
    [Column("stamp")] public string Stamp { get; init; } = "";

    /// <summary>It was begun with a second factor.</summary>
    [Column("has_second_factor")] public bool HasSecondFactor { get; init; }

    /// <summary>Unique: all refresh tokens of a session have it, so that an old one is known for what it is.</summary>
    [Column("prefix")] public string Prefix { get; init; } = "";

    /// <summary>Of the refresh token that is good.</summary>
    [Column("hash")] public string Hash { get; init; } = "";

    /// <summary>Of the one before it.</summary>
    [Column("previous_hash")] public string? PreviousHash { get; init; }
    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }
    [Column("refreshed_at")] public DateTimeOffset RefreshedAt { get; init; }

    /// <summary>When the refresh token ends.</summary>
    [Column("refresh_ends_at")] public DateTimeOffset RefreshEndsAt { get; init; }

    /// <summary>When the session ends, however it is used; earlier when somebody ended it.</summary>
    [Column("ends_at")] public DateTimeOffset EndsAt { get; init; }
}
