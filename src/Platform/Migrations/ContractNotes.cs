namespace GigGatek.Platform.Migrations;

/// <summary>
/// The table <c>schema_contracts</c>: contract steps that were begun. An older release that meets versions which it does not
/// know can run as long as none of them stands here: the others only added.
/// </summary>
internal static class ContractNotes
{
    public const string Table = "schema_contracts";

    /// <summary>On every engine the same.</summary>
    public const string Creation = $"CREATE TABLE IF NOT EXISTS {Table} (version BIGINT NOT NULL PRIMARY KEY)";

    public const string Versions = $"SELECT version FROM {Table}";

    /// <summary>Before the first statement of the step.</summary>
    public static string Note(long version) => FormattableString.Invariant($"INSERT INTO {Table} (version) VALUES ({version})");
}
