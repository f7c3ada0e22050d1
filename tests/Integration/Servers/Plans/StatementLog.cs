using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GigGatek.Tests.Integration.Servers.Plans;

/// <summary>All statements that the server gets for one database, by its own general log: whoever sends them, and with their values.</summary>
internal sealed partial class StatementLog : IDisposable
{
    private const int SamplesOfEach = 3;

    private readonly TestDatabase _database;

    public StatementLog(TestDatabase database)
    {
        _database = database;
        foreach (var setting in new[] { "TRUNCATE mysql.general_log", "SET GLOBAL log_output = 'TABLE'", "SET GLOBAL general_log = 1" })
        {
            _database.Execute(setting);
        }
    }

    /// <summary>
    /// Before the first statement that might be prepared: MariaDB decides at the preparation whether it will log an execution with its
    /// values (<c>Prepared_statement::setup_set_params</c>). Nothing is written yet.
    /// </summary>
    public static void Announce(TestDatabase database)
    {
        database.Execute("SET GLOBAL log_output = 'NONE'");
        database.Execute("SET GLOBAL general_log = 1");
    }

    /// <summary>Ends it; answers those that read or change rows that are there, a few of each shape.</summary>
    public IReadOnlyList<LoggedStatement> Stop()
    {
        _database.Execute("SET GLOBAL general_log = 0");
        using var connection = _database.Open();
        var sessions = string.Join(", ", Sessions(connection));
        var texts = List(connection, $"SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log WHERE command_type IN ('Query', 'Execute') AND thread_id IN ({sessions})");
        var statements = texts.Select(text => text.Trim()).Where(text => Reads().IsMatch(text)).Distinct().Select(text => new LoggedStatement(text, ShapeOf(text)));
        return [.. statements.GroupBy(statement => statement.Shape).SelectMany(same => same.Take(SamplesOfEach))];
    }

    /// <summary>Other tests use the same server. Asked by themselves: beside the log, which has no index, they would be asked for each of its rows.</summary>
    private IEnumerable<string> Sessions(DbConnection connection) =>
        List(connection, $"SELECT id FROM information_schema.processlist WHERE db = '{_database.Name}'")
            .Union(List(connection, $"SELECT DISTINCT thread_id FROM mysql.general_log WHERE command_type = 'Connect' AND argument LIKE '% on {_database.Name} %'"));

    private static List<string> List(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 120;
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var answers = new List<string>();
        while (reader.Read())
        {
            answers.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return answers;
    }

    public void Dispose() => _database.Execute("SET GLOBAL general_log = 0");

    private static string ShapeOf(string text) => Lists().Replace(Spaces().Replace(Values().Replace(text, "?"), " "), "(?)");

    [GeneratedRegex(@"^(SELECT|UPDATE|DELETE|WITH)\b|^(INSERT|REPLACE)\b.*\bSELECT\b", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Reads();

    [GeneratedRegex(@"'(?:[^'\\]|\\.|'')*'|\b-?\d+(\.\d+)?\b", RegexOptions.Singleline)]
    private static partial Regex Values();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\(\s*\?(\s*,\s*\?)*\s*\)")]
    private static partial Regex Lists();
}

/// <summary>A statement as it was sent, and without its values.</summary>
internal sealed record LoggedStatement(string Text, string Shape);
