using System.Text.RegularExpressions;
using MySqlConnector;

namespace GigGatek.Operations.MigrationLint.Facts;

/// <summary>
/// Runs a schema change with the cheapest algorithm and the least lock that the server accepts, asking explicitly from the
/// cheapest up: each refusal leaves everything as it was, so the first that is accepted is the fact, and the change is made.
/// </summary>
internal static partial class Ladder
{
    private const MySqlErrorCode NotSupported = (MySqlErrorCode)1845;
    private const MySqlErrorCode NotSupportedBecause = (MySqlErrorCode)1846;
    private const MySqlErrorCode UnknownAlgorithm = (MySqlErrorCode)1800;

    private static readonly (string Algorithm, string Lock)[] MySqlSteps =
    [
        ("INSTANT", ""), ("INPLACE", "NONE"), ("INPLACE", "SHARED"), ("INPLACE", "EXCLUSIVE"), ("COPY", "SHARED"), ("COPY", "EXCLUSIVE"),
    ];

    private static readonly (string Algorithm, string Lock)[] MariaDbSteps =
    [
        ("INSTANT", ""), ("NOCOPY", "NONE"), ("INPLACE", "NONE"), ("NOCOPY", "SHARED"), ("INPLACE", "SHARED"), ("INPLACE", "EXCLUSIVE"),
        ("COPY", "NONE"), ("COPY", "SHARED"), ("COPY", "EXCLUSIVE"),
    ];

    /// <summary>True for statements that take an algorithm.</summary>
    public static bool Takes(string sql) => Alters().IsMatch(sql) && !sql.Trim(' ', ';', '\r', '\n').Contains(';', StringComparison.Ordinal);

    /// <exception cref="MySqlException">The rows are in the way, or the statement is wrong.</exception>
    public static async Task<StatementFacts> ClimbAsync(MySqlConnection connection, bool isMariaDb, string sql, CancellationToken ct)
    {
        var refusals = new List<string>();
        var asked = DropIndex().Replace(sql, "ALTER TABLE $2 DROP INDEX $1");    // MariaDB takes no algorithm in the short form
        foreach (var (algorithm, mode) in isMariaDb ? MariaDbSteps : MySqlSteps)
        {
            try
            {
                await connection.RunAsync(With(asked, algorithm, mode), ct);
                return new StatementFacts(algorithm, mode, null, refusals);
            }
            catch (MySqlException refusal) when (refusal.ErrorCode == MySqlErrorCode.ParseError)
            {
                refusals.Add("the server takes no ALGORITHM here");
                break;
            }
            catch (MySqlException refusal) when (refusal.ErrorCode is NotSupported or NotSupportedBecause or UnknownAlgorithm or MySqlErrorCode.WrongUsage)
            {
                refusals.Add(refusal.Message);
            }
        }

        await connection.RunAsync(sql, ct);    // some, as those of partitions, take no word about it
        return StatementFacts.None with { Refusals = refusals };
    }

    /// <summary>Indexes have a grammar of their own.</summary>
    private static string With(string sql, string algorithm, string mode)
    {
        var separator = IsIndex().IsMatch(sql) ? " " : ", ";
        var clause = $"{separator}ALGORITHM={algorithm}";
        return sql.Trim(' ', ';', '\r', '\n') + (mode.Length == 0 ? clause : $"{clause}{separator}LOCK={mode}");
    }

    [GeneratedRegex(@"^\s*(ALTER\s+TABLE|CREATE\s+(UNIQUE\s+|FULLTEXT\s+|SPATIAL\s+)?INDEX|DROP\s+INDEX)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Alters();

    [GeneratedRegex(@"^\s*DROP\s+INDEX\s+(\S+)\s+ON\s+([^\s;]+)", RegexOptions.IgnoreCase)]
    private static partial Regex DropIndex();

    [GeneratedRegex(@"^\s*CREATE\b", RegexOptions.IgnoreCase)]
    private static partial Regex IsIndex();
}
