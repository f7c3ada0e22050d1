using LinqToDB.Mapping;

namespace GigGatek.Accounts.SecondFactor;

/// <summary>The second factor of an account. Without a row it is off.</summary>
[Table("accounts_second_factors")]
internal sealed class SecondFactorRow
{
    [Column("user_id"), PrimaryKey] public long UserId { get; init; }

    /// <summary>Base32, sealed.</summary>
    [Column("secret")] public string Secret { get; init; } = "";

    /// <summary>What the recovery codes are hashed with: rounds and salt, <see cref="CodeHash"/>.</summary>
    [Column("code_salt")] public string CodeSalt { get; init; } = "";

    /// <summary>The time step of the newest code that counted. Neither it nor an older one counts again (RFC 6238, 5.2).</summary>
    [Column("last_step")] public long LastStep { get; init; }

    [Column("turned_on_at")] public DateTimeOffset TurnedOnAt { get; init; }
}

/// <summary>A recovery code, as a hash.</summary>
[Table("accounts_recovery_codes")]
internal sealed class RecoveryCodeRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("user_id")] public long UserId { get; init; }
    [Column("hash")] public string Hash { get; init; } = "";
    [Column("used_at")] public DateTimeOffset? UsedAt { get; init; }
}
