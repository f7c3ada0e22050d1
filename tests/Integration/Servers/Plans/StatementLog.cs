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
        foreach (var setting in new[] { "SET GLOBAL log_output = 'TABLE'", "TRUNCATE mysql.general_log", "SET GLOBAL general_log = 1" })
        {
            _database.Execute(setting);
        }
    }

    /// <summary>Ends it; answers those that read or change rows that are there, a few of each shape.</summary>
    public IReadOnlyList<LoggedStatement> Stop()
    {
        _database.Execute("SET GLOBAL general_log = 0");
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT DISTINCT CONVERT(argument USING utf8mb4) FROM mysql.general_log
            WHERE command_type IN ('Query', 'Execute')
              AND thread_id IN (
                SELECT id FROM information_schema.processlist WHERE db = '{_database.Name}'
                UNION SELECT thread_id FROM mysql.general_log WHERE command_type = 'Connect' AND argument LIKE '% on {_database.Name} %')
            """;
        command.CommandTimeout = 120;
        using var reader = command.ExecuteReader();
        var statements = new List<LoggedStatement>();
        while (reader.Read())
        {
            var text = reader.GetString(0).Trim();
            if (Reads().IsMatch(text))
            {
                statements.Add(new LoggedStatement(text, ShapeOf(text)));
            }
        }

        return [.. statements.GroupBy(statement => statement.Shape).SelectMany(same => same.Take(SamplesOfEach))];
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
