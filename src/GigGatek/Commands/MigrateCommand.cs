using System.CommandLine;
using GigGatek.Composition;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Migrations.Backfills;

namespace GigGatek.Commands;

/// <summary>Brings the databases to this program's version.</summary>
internal static class MigrateCommand
{
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => DataFolder.Default };
    private static readonly Option<bool> Plan = new("--plan") { Description = "Only print the SQL that would run, database by database." };
    private static readonly Option<bool> Lint = new("--lint") { Description = "Only judge what would run, by servers of this machine's own programs where it has them. Exit code 1 when something is unsafe." };
    private static readonly Option<long?> To = new("--to") { Description = "Stop after this version, such as 202611232010." };
    private static readonly Option<string> Phase = new("--phase")
    {
        Description = "expand: before a release. contract: after it, when no running release reads what is dropped.",
        DefaultValueFactory = _ => "expand",
    };

    private static readonly Option<int> Timeout = new("--timeout")
    {
        Description = "Seconds to try a change whose table is in use.",
        DefaultValueFactory = _ => (int)MigrationWish.UsualTimeout.TotalSeconds,
    };

    public static Command Create()
    {
        Phase.AcceptOnlyFromAmong("expand", "contract");
        Timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 86_400)
            {
                result.AddError("--timeout is a number of seconds from 1 to 86400.");
            }
        });
        var command = new Command("migrate", "Apply pending schema changes.") { Data, Plan, Lint, Phase, To, Timeout };
        command.SetAction((args, ct) => Exit.Guard(async () =>
        {
            var data = args.GetValue(Data)!;
            DataFolder.EnsureWritable(data);
            await using var app = ShopHost.Build(new ShopStart("", "all", new Dictionary<string, string?> { ["Database:Directory"] = data.FullName }));
            var migrator = app.Services.GetRequiredService<SchemaMigrator>();
            var wish = new MigrationWish(args.GetValue(Phase)!, args.GetValue(To), TimeSpan.FromSeconds(args.GetValue(Timeout)));
            if (args.GetValue(Lint))
            {
                return await LintPending.RunAsync(migrator, wish, app.Configuration["Database:Provider"], ct) ? Exit.Done : Exit.Broken;
            }

            if (args.GetValue(Plan))
            {
                Print(migrator.Plan(wish));
            }
            else
            {
                Print(migrator.Migrate(wish));
                await PrintBackfills(app.Services.GetServices<IBackfill>(), ct);
            }

            return Exit.Done;
        }));
        return command;
    }

    private static void Print(MigrationReport report)
    {
        foreach (var migration in report.Applied)
        {
            Console.WriteLine(migration);
        }

        Console.WriteLine(report.Applied.Count == 0 ? "The schema is current." : $"{report.Applied.Count} schema changes applied.");
    }

    private static async Task PrintBackfills(IEnumerable<IBackfill> backfills, CancellationToken ct)
    {
        foreach (var backfill in backfills)
        {
            var state = await backfill.FindStateAsync(ct);
            var rest = state.IsFinished && !await backfill.HasRowsLeftAsync(ct) ? "complete" : "goes on while the shop runs";
            Console.WriteLine(FormattableString.Invariant($"Backfill {backfill.Name}: {state.Filled:N0} rows filled, {rest}."));
        }
    }

    /// <summary>SQL that a client could run, with comments that say what is what.</summary>
    private static void Print(IReadOnlyList<SchemaPlan> plans)
    {
        foreach (var plan in plans)
        {
            Console.WriteLine(plan.Migrations.Count == 0 ? $"-- {plan.Database}: the schema is current." : $"-- {plan.Database}: {plan.Migrations.Count(migration => migration.Version > 0)} schema changes");
            foreach (var migration in plan.Migrations)
            {
                Console.WriteLine();
                Console.WriteLine($"-- {migration.Version} {migration.Description}");
                foreach (var statement in migration.Statements.Select(statement => statement.Sql))
                {
                    Console.WriteLine(statement.EndsWith(';') ? statement : statement + ";");
                }
            }
        }
    }
}
