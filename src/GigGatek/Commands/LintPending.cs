using GigGatek.Operations.MigrationLint;
using GigGatek.Operations.Releases;
using GigGatek.Operations.Servers;
using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;

namespace GigGatek.Commands;

/// <summary>Judges what a database waits for, before a release applies it. CI has asked real servers already; here those are asked again that this machine has programs of.</summary>
internal static class LintPending
{
    private static string Home => Environment.GetEnvironmentVariable("GIGGATEK_HOME") ?? Environment.CurrentDirectory;

    /// <summary>Whether nothing is unsafe. The last line, on standard error, is a sentence that says what is.</summary>
    public static async Task<bool> RunAsync(SchemaMigrator migrator, MigrationWish wish, string? provider, CancellationToken ct)
    {
        var pending = migrator.Plan(wish).SelectMany(database => database.Migrations).Select(migration => migration.Version).Where(version => version > 0).Distinct().Order().ToList();
        if (pending.Count == 0)
        {
            Console.WriteLine("No schema change is pending.");
            return true;
        }

        var previous = new ReleaseRecords(new DirectoryInfo(Path.Combine(Home, "deploy", "releases"))).FindPrevious(LintMigrationsCommand.Release);
        var lint = new LintWish(pending[0] - 1, previous?.Release == LintMigrationsCommand.Release ? null : previous, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        var report = LintMigrations.LintDeclared(migrator, lint);
        foreach (var program in provider == DatabaseOptions.MySql ? Enum.GetValues<ServerKind>().Select(ServerProgram.Find).OfType<ServerProgram>() : [])
        {
            await using var server = await ServerSource.Installed(program).OpenAsync(ct);
            report = report.With(await new LintMigrations(LintMigrationsCommand.OpenShop).RunAsync(server.ConnectionString, lint, ct));
        }

        LintPrinter.Print(report, "text");
        if (report.Findings is [var first, ..])
        {
            await Console.Error.WriteLineAsync($"{report.Findings.Count} findings, the first is {first.Rule} in {first.Version} {first.Migration}: {first.Title} ({first.Subject}). {first.Instead}");
        }

        return report.Findings.Count == 0;
    }
}
