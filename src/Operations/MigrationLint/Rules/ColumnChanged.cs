using System.Globalization;
using System.Text.RegularExpressions;
using GigGatek.Operations.MigrationLint.Facts;

namespace GigGatek.Operations.MigrationLint.Rules;

/// <summary>A text that may be longer is harmless where the server writes no row anew for it.</summary>
internal sealed partial class ColumnChanged : ILintRule
{
    public RuleText Text { get; } = new(
        "GM003", Severity.Breaks, "Type of a column changed",
        "The release that is running writes and reads the old type: what does not fit any more is refused or cut, and the table is written anew meanwhile.",
        "Add a column of the new type, write both, fill it by a backfill, read it in the next release, and drop the old one in a contract step.");

    public IEnumerable<string> Find(Change change) =>
        from table in change.AlteredTables
        from column in table.Kept
        where !IsSame(column.Before, column.After) && !(IsLonger(column.Before, column.After) && !WritesRows(change, table))
        select $"{table.Before.Name}.{column.Before.Name}: {Words(column.Before)} to {Words(column.After)}";

    private static bool IsSame(ColumnShape before, ColumnShape after) =>
        before.Type == after.Type && before.IsNullable == after.IsNullable && before.Collation == after.Collation && before.IsGenerated == after.IsGenerated;

    private static bool IsLonger(ColumnShape before, ColumnShape after) =>
        WidthOf(before.Type) is { } old && WidthOf(after.Type) is { } now && now > old && IsSame(before with { Type = after.Type }, after);

    private static bool WritesRows(Change change, Altered table) => change.Facts.Algorithm == "COPY" || table.Before.Storage != table.After.Storage;

    private static int? WidthOf(string type) => Varchar().Match(type) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static string Words(ColumnShape column) => column.Type + (column.IsNullable ? "" : " NOT NULL");

    [GeneratedRegex(@"^varchar\((\d+)\)$")]
    private static partial Regex Varchar();
}
