using LinqToDB.Mapping;

namespace GigGatek.Accounts.Access;

/// <summary>How often something was tried. The key is a blind index: neither address nor client can be read from it.</summary>
[Table("accounts_throttles")]
internal sealed class ThrottleRow
{
    [Column("key"), PrimaryKey] public string Key { get; init; } = "";
    [Column("tries")] public int Tries { get; init; }
    [Column("ends_at")] public DateTimeOffset EndsAt { get; init; }
}
