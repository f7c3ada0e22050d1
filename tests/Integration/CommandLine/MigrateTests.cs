using System.Data.Common;
using System.Diagnostics;
using System.Text;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary>The schema changes: planned, in part, killed in the middle, beside somebody who uses the table.</summary>
[Trait("Schema", "own")]
public sealed class MigrateTests : IDisposable
{
    private const int Kills = 8;
    private const string First = "202611232010";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private TestDatabase Database => TestDatabase.In(_place.PathOf("shop"));

    [Fact]
    public async Task A_plan_prints_what_would_run_and_changes_nothing()
    {
        var plan = await _place.Run("migrate", "--plan");

        plan.ExitCode.ShouldBe(0, plan.Output);
        plan.Output.ShouldContain("CREATE TABLE");
        plan.Output.ShouldContain("ordering_orders");
        plan.Output.Split('\n').Count(line => line.StartsWith("-- 2026", StringComparison.Ordinal)).ShouldBeGreaterThan(30);
        Database.HasTable("ordering_orders").ShouldBeFalse();
        Database.HasTable("schema_versions").ShouldBeFalse();

        (await _place.Run("migrate")).ExitCode.ShouldBe(0);
        (await _place.Run("migrate", "--plan")).Output.ShouldContain("the schema is current");
    }

    /// <summary>By hand, in a client, as one would who trusts no program with his schema.</summary>
    [Fact]
    public async Task What_a_plan_prints_makes_the_same_schema()
    {
        var plan = await _place.Run("migrate", "--plan");
        await using (var connection = Open("byhand"))
        {
            foreach (var statement in Statements(plan.Output))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = statement;
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }

        (await _place.Run("migrate")).ExitCode.ShouldBe(0);
        Schema("byhand").ShouldBe(Schema("shop"));
        (await _place.RunOn("byhand", "migrate")).Output.ShouldContain("The schema is current.");
    }

    [Fact]
    public async Task A_part_of_it_stops_after_the_version_that_was_named()
    {
        (await _place.Run("migrate", "--to", First)).ExitCode.ShouldBe(0);
        Database.HasTable("ordering_orders").ShouldBeTrue();
        Database.HasTable("ordering_tax_rates").ShouldBeFalse();

        (await _place.Run("migrate")).ExitCode.ShouldBe(0);
        Database.HasTable("ordering_tax_rates").ShouldBeTrue();
    }

    [Fact]
    public async Task Killed_in_the_middle_again_and_again_it_ends_as_if_it_had_run_at_once()
    {
        var whole = await _place.RunOn("whole", "migrate");
        whole.ExitCode.ShouldBe(0, whole.Output);

        (await _place.Run("migrate", "--to", First)).ExitCode.ShouldBe(0);
        Database.SlowDown("INSERT", "schema_versions");
        var versions = new HashSet<long>();
        for (var kill = 0; kill < Kills; kill++)
        {
            versions.Add(await KillInTheMiddle());
        }

        versions.Count.ShouldBe(Kills, "it was killed at the same place twice");
        Database.SpeedUp();
        var last = await _place.Run("migrate");
        last.ExitCode.ShouldBe(0, last.Output);
        last.Output.ShouldContain("schema changes applied", customMessage: "it had ended before it was killed for the last time");
        Schema("shop").ShouldBe(Schema("whole"));
        (await _place.Run("verify")).ExitCode.ShouldBe(0);
    }

    /// <summary>As if each had died after the server had done a statement and before anybody could note it.</summary>
    [Fact, Trait("Engine", "server")]
    public async Task A_statement_that_was_done_but_not_noted_is_not_done_twice()
    {
        (await _place.Run("migrate")).ExitCode.ShouldBe(0);
        var schema = Schema("shop");
        var rows = Database.Count("ordering_tax_rates");
        var changes = Database.Count("(SELECT DISTINCT version FROM schema_journal) AS v");

        Database.Execute("UPDATE schema_journal SET done_at = NULL WHERE position = 0 AND version NOT IN (202611232030, 202611251000)");    // those begin by writing rows
        Database.Execute("DELETE FROM schema_versions");
        Database.Execute("DELETE j FROM schema_journal j JOIN (SELECT version, MAX(position) AS last FROM schema_journal GROUP BY version) l ON j.version = l.version AND j.position = l.last");

        var again = await _place.Run("migrate");
        again.ExitCode.ShouldBe(0, again.Output);
        again.Output.ShouldContain($"{changes} schema changes applied.");
        Schema("shop").ShouldBe(schema);
        Database.Count("ordering_tax_rates").ShouldBe(rows);
    }

    [Fact, Trait("Engine", "server")]
    public async Task A_change_that_was_begun_differently_is_left_to_whoever_began_it()
    {
        (await _place.Run("migrate")).ExitCode.ShouldBe(0);
        Database.Execute("UPDATE schema_journal SET digest = 0 WHERE version = 202611232010 AND position = 0");
        Database.Execute("DELETE FROM schema_versions WHERE version = 202611232010");

        var refused = await _place.Run("migrate");
        refused.ExitCode.ShouldBe(2);
        refused.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("was begun by another version of GigGatek");
    }

    [Fact, Trait("Engine", "server")]
    public async Task A_table_in_use_is_waited_for_and_given_up_in_time()
    {
        (await _place.Run("migrate", "--to", "202611232030")).ExitCode.ShouldBe(0);
        await using var user = Database.Open();
        await using var transaction = await user.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = user.CreateCommand())
        {
            command.Transaction = transaction;
            command.CommandText = "SELECT COUNT(*) FROM ordering_carts, ordering_orders";
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }

        var refused = await _place.Run("migrate", "--timeout", "1");
        refused.ExitCode.ShouldBe(2, refused.Output + refused.Error);
        refused.Error.Trim().Split('\n')[^1].ShouldContain("somebody used the table for 1 seconds");

        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        (await _place.Run("migrate")).ExitCode.ShouldBe(0);
    }

    private static IEnumerable<string> Statements(string plan)
    {
        var statement = new StringBuilder();
        foreach (var line in plan.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("-- ", StringComparison.Ordinal)))
        {
            statement.AppendLine(line);
            if (line.EndsWith(';') && !IsInsideTrigger(statement.ToString()))
            {
                yield return statement.ToString();
                statement.Clear();
            }
        }
    }

    private static bool IsInsideTrigger(string statement) =>
        statement.Contains("CREATE TRIGGER", StringComparison.Ordinal) && statement.Contains("BEGIN", StringComparison.Ordinal) && !statement.TrimEnd().EndsWith("END;", StringComparison.Ordinal);

    /// <summary>When it has come further than the one before. Answers how far.</summary>
    private async Task<long> KillInTheMiddle()
    {
        var before = Versions();
        using var process = Workplace.Start(["migrate", "--data", _place.PathOf("shop")]);
        var started = Stopwatch.GetTimestamp();
        while (!process.HasExited && Versions() == before)
        {
            (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1)).ShouldBeTrue("the migration does not come on");
            await Task.Delay(1);
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Versions();
    }

    private long Versions() => Database.Count("schema_versions");

    private DbConnection Open(string shop)
    {
        Directory.CreateDirectory(_place.PathOf(shop));
        return TestDatabase.In(_place.PathOf(shop)).Open();
    }

    /// <summary>Tables, columns and indexes, as the engine tells them.</summary>
    private string Schema(string shop)
    {
        using var connection = Open(shop);
        using var command = connection.CreateCommand();
        command.CommandText = TestDatabase.IsServer
            ? """
              SELECT CONCAT_WS(' ', table_name, column_name, ordinal_position, column_type, is_nullable, column_default, collation_name) FROM information_schema.columns
              WHERE table_schema = DATABASE() AND table_name <> 'schema_journal' AND table_name NOT LIKE 'fts%'
              UNION ALL
              SELECT CONCAT_WS(' ', table_name, index_name, seq_in_index, column_name, non_unique) FROM information_schema.statistics
              WHERE table_schema = DATABASE() AND table_name <> 'schema_journal' ORDER BY 1
              """
            : "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name";
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
