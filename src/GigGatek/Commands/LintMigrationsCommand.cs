using System.CommandLine;
using GigGatek.Composition;
using GigGatek.Operations;
using GigGatek.Operations.MigrationLint;
using GigGatek.Operations.Releases;
using GigGatek.Operations.Servers;
using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;

namespace GigGatek.Commands;

/// <summary>What is unsafe about pending schema changes, asked of real servers. docs/operations/migrations.md is its manual.</summary>
internal static class LintMigrationsCommand
{
    private static readonly Option<string[]> Server = new("--server") { Description = "Connection string of a server to ask, without a database; makes one of its own and drops it. Else servers are started from the installed programs." };
    private static readonly Option<string[]> Engine = new("--engine") { Description = "mariadb or mysql; both unless told otherwise." };
    private static readonly Option<FileInfo[]> Program = new("--mysqld") { Description = "A server's program, where it is not on the path: mysqld or mariadbd." };
    private static readonly Option<long?> Since = new("--since") { Description = "Judge what comes after this version; else after the previous release." };
    private static readonly Option<DirectoryInfo> Releases = new("--releases") { Description = "Where each release's record is.", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Home, "deploy", "releases")) };
    private static readonly Option<bool> Record = new("--record") { Description = "Only write down what this release reads, for the next one." };
    private static readonly Option<string> Format = new("--format") { Description = "text, json or github.", DefaultValueFactory = _ => "text" };

    private static string Home => Environment.GetEnvironmentVariable("GIGGATEK_HOME") ?? Environment.CurrentDirectory;

    /// <summary>Of this program.</summary>
    internal static string Release { get; } = typeof(LintMigrationsCommand).Assembly.GetName().Version!.ToString(3);

    public static Command Create()
    {
        Engine.AcceptOnlyFromAmong("mariadb", "mysql");
        Format.AcceptOnlyFromAmong("text", "json", "github");
        var command = new Command("lint-migrations", "Say what is unsafe about pending schema changes, by running them on real servers. Exit code 0 nothing, 1 something, 2 a server cannot be asked.")
        {
            Server, Engine, Program, Since, Releases, Record, Format,
        };
        command.SetAction((args, ct) => Exit.Guard(async () =>
        {
            var records = new ReleaseRecords(args.GetValue(Releases)!);
            if (args.GetValue(Record))
            {
                Console.WriteLine($"What release {Release} reads is in {records.Write(CurrentRecord())}.");
                return Exit.Done;
            }

            var previous = records.FindPrevious(Release);
            var isFirst = previous is null || previous.Release == Release;
            var wish = new LintWish(args.GetValue(Since) ?? (isFirst ? 0 : previous!.Schema), previous, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            var report = LintDeclared(wish);
            foreach (var source in Sources(args))
            {
                await using var server = await source.OpenAsync(ct);
                report = report.With(await new LintMigrations(OpenShop).RunAsync(server.ConnectionString, wish, ct));
            }

            LintPrinter.Print(report, args.GetValue(Format)!);
            return report.Findings.Count == 0 ? Exit.Done : Exit.Broken;
        }));
        return command;
    }

    /// <summary>What the code of this program reads.</summary>
    internal static ReleaseRecord CurrentRecord()
    {
        using var app = (IDisposable)OpenShop("Server=localhost;Database=nowhere");
        var services = ((WebApplication)app).Services;
        return new ReleaseRecord(Release, services.GetRequiredService<SchemaMigrator>().Declared.Max(migration => migration.Version), services.GetRequiredService<SchemaReads>().List());
    }

    private static LintReport LintDeclared(LintWish wish)
    {
        using var app = (IDisposable)OpenShop("Server=localhost;Database=nowhere");
        return LintMigrations.LintDeclared(((WebApplication)app).Services.GetRequiredService<SchemaMigrator>(), wish);
    }

    /// <summary>All of it, without starting it, and without anything in the working folder.</summary>
    internal static WebApplication OpenShop(string connectionString) => ShopHost.Build(new ShopStart("", "all", new Dictionary<string, string?>
    {
        ["Database:Provider"] = "mysql",
        ["Database:ConnectionString"] = connectionString,
        ["Logging:LogLevel:Default"] = "Warning",
    }));

    private static IReadOnlyList<ServerSource> Sources(ParseResult args)
    {
        var kinds = (args.GetValue(Engine) is { Length: > 0 } engines ? engines : ["mariadb", "mysql"]).Select(engine => engine == "mariadb" ? ServerKind.MariaDb : ServerKind.MySql).Distinct();
        var given = (args.GetValue(Program) ?? []).Select(file => ServerProgram.At(file.FullName)).ToList();
        return args.GetValue(Server) is { Length: > 0 } servers
            ? [.. servers.Select(ServerSource.Running)]
            : [.. kinds.Select(kind => ServerSource.Installed(given.Find(program => program.Kind == kind) ?? ServerProgram.Find(kind) ?? throw Missing(kind)))];
    }

    private static OperationRefusedException Missing(ServerKind kind)
    {
        var (name, engine, other) = kind == ServerKind.MariaDb ? ("MariaDB", "mariadbd", "mysql") : ("MySQL", "mysqld", "mariadb");
        return new OperationRefusedException(
            $"There is no {name} on this machine to ask. Install it, name its {engine} with --mysqld PATH or a running server with --server CONNECTION, or ask the other engine alone with --engine {other}.");
    }
}
