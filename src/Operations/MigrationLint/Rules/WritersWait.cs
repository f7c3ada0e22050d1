namespace GigGatek.Operations.MigrationLint.Rules;

internal sealed class WritersWait : ILintRule
{
    public RuleText Text { get; } = new(
        "GM009", Severity.Slows, "Shared or exclusive lock",
        "Who writes to the table waits until the change is done, and with an exclusive lock who reads it too: the shop stands still.",
        "A form of the change that the server does with LOCK=NONE; or a quiet hour, with a suppression that says how long it takes.");

    public IEnumerable<string> Find(Change change) =>
        change.Facts.Lock is "SHARED" or "EXCLUSIVE" ? change.AlteredTables.Select(table => $"{table.Before.Name}: LOCK={change.Facts.Lock}") : [];
}
