using LinqToDB.Mapping;

namespace GigGatek.Accounts.ApiSessions;

/// <summary>A key that signs access tokens. What it signed is good while its row is there.</summary>
[Table("accounts_token_keys")]
internal sealed class TokenKeyRow
{
    /// <summary>1, 2, 3: of two processes that make the next one, one does.</summary>
    [Column("id"), PrimaryKey] public long Id { get; init; }

    /// <summary>Its thumbprint.</summary>
    [Column("kid")] public string Kid { get; init; } = "";

    /// <summary>PKCS #8 in base64, sealed.</summary>
    [Column("private_key")] public string PrivateKey { get; init; } = "";

    /// <summary>It signs from then on, until the next one does.</summary>
    [Column("signs_from")] public DateTimeOffset SignsFrom { get; init; }
}
