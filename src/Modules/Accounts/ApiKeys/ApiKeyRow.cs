using LinqToDB.Mapping;

namespace GigGatek.Accounts.ApiKeys;

/// <summary>A key of the API. Of the key itself only a hash is kept.</summary>
[Table("accounts_api_keys")]
internal sealed class ApiKeyRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("user_id")] public long UserId { get; init; }
    [Column("name")] public string Name { get; init; } = "";

    /// <summary>Unique: a key is found by it.</summary>
    [Column("prefix")] public string Prefix { get; init; } = "";

    /// <summary>SHA-256 of the whole key, in hexadecimal digits.</summary>
    [Column("hash")] public string Hash { get; init; } = "";

    /// <summary>Of <see cref="GigGatek.Contracts.Accounts.ApiScopes"/>, with spaces between them.</summary>
    [Column("scopes")] public string Scopes { get; init; } = "";
    [Column("created_at")] public DateTimeOffset CreatedAt { get; init; }
    [Column("expires_at")] public DateTimeOffset? ExpiresAt { get; init; }
    [Column("last_used_at")] public DateTimeOffset? LastUsedAt { get; init; }
    [Column("revoked_at")] public DateTimeOffset? RevokedAt { get; init; }
    [Column("replaced_by")] public long? ReplacedBy { get; init; }
}
