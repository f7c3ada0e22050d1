using LinqToDB;
using LinqToDB.Mapping;

namespace GigGatek.Accounts.People;

/// <summary>A row to hold while something must be decided one after the other.</summary>
[Table("accounts_turns")]
internal sealed class TurnRow
{
    [Column("name"), PrimaryKey] public string Name { get; init; } = "";
    [Column("taken")] public long Taken { get; init; }
}

/// <summary>
/// A mail address has one account. While data keys rotate, two processes may write its blind index under different keys,
/// and no unique index sees that these are one address. So whoever writes a new address takes this turn first, until his
/// commit, and then looks under all keys; a process knows every key that may be in use (<see cref="Platform.Security.IKeyRing.All"/>).
/// </summary>
internal static class AddressTurn
{
    private const string Name = "address";

    /// <summary>The first statement of a transaction: on MySQL a transaction sees what was committed before its first read.</summary>
    public static Task TakeAddressTurnAsync(this AccountsDb db, CancellationToken ct) =>
        db.Turns.Where(turn => turn.Name == Name).Set(turn => turn.Taken, turn => turn.Taken + 1).UpdateAsync(ct);
}
