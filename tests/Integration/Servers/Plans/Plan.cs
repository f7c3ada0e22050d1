using System.Data.Common;
using System.Globalization;

namespace GigGatek.Tests.Integration.Servers.Plans;

/// <summary>How the server goes about a statement.</summary>
/// <param name="Steps">Each table, in the order in which they are read.</param>
internal sealed record Plan(LoggedStatement Statement, IReadOnlyList<PlanStep> Steps)
{
    /// <summary>The most rows that it reads one by one because no index helps, or sorts.</summary>
    public long Cost => Steps.Max(step => step.Cost);

    /// <summary>Whether it does so again for each row of another table: nothing may.</summary>
    public bool IsQuadratic(long most) => Steps.Any(step => step.IsForEachRow && step.Cost > most);

    /// <summary>Whether it asks something again for each row of another table, however cheaply.</summary>
    public bool AsksForEachRow => Steps.Any(step => step.IsForEachRow);

    public static Plan Of(DbConnection connection, LoggedStatement statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = (TestDatabase.Engine == "mysql" ? "EXPLAIN FORMAT=TRADITIONAL " : "EXPLAIN ") + statement.Text;
        using var reader = command.ExecuteReader();
        var steps = new List<PlanStep>();
        while (reader.Read())
        {
            steps.Add(new PlanStep(Text(reader, "select_type"), Text(reader, "table"), Text(reader, "type"), Text(reader, "key"), Rows(reader), Text(reader, "Extra")));
        }

        return new Plan(statement, steps);
    }

    public override string ToString() => $"{Statement.Text}\n{string.Join('\n', Steps.Select(step => $"    {step}"))}";

    private static string Text(DbDataReader reader, string column) => reader[column] is string text ? text : "";

    /// <summary>MariaDB writes <c>12 (3%)</c> where it also filters by another index.</summary>
    private static long Rows(DbDataReader reader) => Convert.ToString(reader["rows"], CultureInfo.InvariantCulture) is { Length: > 0 } rows
        ? long.Parse(rows.Split(' ')[0], CultureInfo.InvariantCulture)
        : 0;
}

/// <summary>A line of EXPLAIN (<see href="https://dev.mysql.com/doc/refman/8.4/en/explain-output.html">its columns</see>, the same on both servers).</summary>
/// <param name="Kind">Its select type: a <c>DEPENDENT</c> one runs again for each row outside.</param>
/// <param name="How">Its join type: <c>ALL</c> and <c>index</c> read everything.</param>
/// <param name="Rows">An estimate of the server's.</param>
internal sealed record PlanStep(string Kind, string Table, string How, string Index, long Rows, string Extra)
{
    public bool IsForEachRow => Kind.StartsWith("DEPENDENT", StringComparison.Ordinal);

    public long Cost => How is "ALL" or "index" || Extra.Contains("filesort", StringComparison.Ordinal) ? Rows : 0;
}
