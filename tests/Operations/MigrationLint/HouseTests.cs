using System.Diagnostics;
using System.Text.Json;
using GigGatek.Commands;
using GigGatek.Operations.MigrationLint;
using GigGatek.Operations.Releases;
using GigGatek.Operations.Servers;
using GigGatek.Platform.Migrations;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace GigGatek.Tests.Operations.MigrationLint;

/// <summary>The migrations of this shop, and the command.</summary>
[Collection(nameof(LintServers))]
public sealed class HouseTests(LintServers servers)
{
    private static readonly string Releases = Checkout.File("deploy", "releases");

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public async Task The_migrations_of_the_next_release_have_no_finding(ServerKind engine)
    {
        var previous = new ReleaseRecords(new DirectoryInfo(Releases)).FindPrevious(LintMigrationsCommand.Release).ShouldNotBeNull();
        var since = previous.Release == LintMigrationsCommand.Release ? 0 : previous.Schema;
        var wish = new LintWish(since, previous, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));

        var report = await new LintMigrations(LintMigrationsCommand.OpenShop).RunAsync(servers.Require(engine), wish, TestContext.Current.CancellationToken);

        report.Findings.ShouldBeEmpty();
        report.Statements.Count.ShouldBeGreaterThan(since == 0 ? 50 : 0);
    }

    [Fact]
    public void What_this_release_reads_is_written_down()
    {
        var path = Path.Combine(Releases, LintMigrationsCommand.Release + ".json");
        File.ReadAllText(path).ShouldBe(
            ReleaseRecords.TextOf(LintMigrationsCommand.CurrentRecord()), "Write it anew with ./giggatek lint-migrations --record.");
    }

    /// <summary>One that is missing there is read past the mappings: AddTableRead declares it.</summary>
    [Fact]
    public async Task Every_table_of_the_schema_is_read_by_somebody()
    {
        const string Tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'whole_shop' AND table_name NOT LIKE 'schema\\_%'";
        var server = servers.Require(ServerKind.MariaDb);
        await using var connection = new MySqlConnection(server);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var create = new MySqlCommand("CREATE DATABASE whole_shop", connection);
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using (var shop = LintMigrationsCommand.OpenShop(new MySqlConnectionStringBuilder(server) { Database = "whole_shop" }.ConnectionString))
        {
            shop.Services.GetRequiredService<SchemaMigrator>().Migrate();
        }

        var tables = new HashSet<string>();
        await using var command = new MySqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            tables.Add(reader.GetString(0));
        }

        tables.ShouldBe(LintMigrationsCommand.CurrentRecord().Reads.Keys, ignoreOrder: true);
    }

    /// <summary>Changes of before the first release, judged as if a release had had what they change.</summary>
    [Fact]
    public async Task The_command_prints_findings_for_programs_and_for_pull_requests()
    {
        var server = servers.Require(ServerKind.MariaDb);
        var json = await Run("lint-migrations", "--since", "202611252039", "--server", server, "--format", "json", "--releases", Releases);
        json.ExitCode.ShouldBe(1, json.Output);
        var findings = JsonDocument.Parse(json.Output).RootElement.GetProperty("findings").EnumerateArray().Select(finding => (finding.GetProperty("rule").GetString(), finding.GetProperty("migration").GetString()));
        findings.ShouldBe([("GM005", "OneCartPerCustomer"), ("GM017", "ForgetReturnAddresses")], ignoreOrder: true);

        var github = await Run("lint-migrations", "--since", "202611252039", "--server", server, "--format", "github", "--releases", Releases);
        github.ExitCode.ShouldBe(1, github.Output);
        github.Output.Split('\n').Where(line => line.StartsWith("::error title=GM005 ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("refused by rows: Duplicate entry");
    }

    [Fact]
    public async Task A_server_that_cannot_be_asked_is_said_and_not_taken_for_clean()
    {
        var missing = await Run("lint-migrations", "--mysqld", "/bin/false", "--releases", Releases);
        missing.ExitCode.ShouldBe(2);
        missing.Output.ShouldContain("/bin/false is no database server");

        var away = await Run("lint-migrations", "--server", "Server=/nowhere/sock;Protocol=UnixSocket;User ID=root", "--releases", Releases);
        away.ExitCode.ShouldBe(2);
        away.Output.ShouldContain("The server of --server cannot be used");
    }

    private static async Task<(int ExitCode, string Output)> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [BuiltProgram.Path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
