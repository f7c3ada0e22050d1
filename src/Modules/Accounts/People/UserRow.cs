using LinqToDB.Mapping;

namespace GigGatek.Accounts.People;

/// <summary>A person as stored: mail address and name are sealed, the address is found by its blind index.</summary>
[Table("accounts_users")]
internal sealed class UserRow
{
    [Column("id"), PrimaryKey] public long Id { get; init; }
    [Column("email")] public string Email { get; init; } = "";
    [Column("email_index")] public string EmailIndex { get; init; } = "";
    [Column("display_name")] public string DisplayName { get; init; } = "";
    [Column("email_confirmed")] public bool EmailConfirmed { get; init; }
    [Column("password_hash")] public string PasswordHash { get; init; } = "";
    [Column("stamp")] public string Stamp { get; init; } = "";
    [Column("must_change_password")] public bool MustChangePassword { get; init; }

    /// <summary>Has a role: staff stand first in the list of people.</summary>
    [Column("is_staff")] public bool IsStaff { get; init; }
    [Column("registered_at")] public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Null while the account is open.</summary>
    [Column("disabled_at")] public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Counts changes, so that of two at once the second notices.</summary>
    [Column("version")] public int Version { get; init; }
}
