using System.CommandLine;
using GigGatek.Composition;
using GigGatek.Platform.Migrations;

namespace GigGatek.Commands;

/// <summary>Brings the databases to this program's version.</summary>
internal static class MigrateCommand
{
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => DataFolder.Default };
    private static readonly Option<string> Phase = new("--phase")
    {
        Description = "expand: before a release. contract: after it, when no running release reads what is dropped.",
        DefaultValueFactory = _ => "expand",
    };

    public static Command Create()
    {
        Phase.AcceptOnlyFromAmong("expand", "contract");
        var command = new Command("migrate", "Apply pending schema changes.") { Data, Phase };
        command.SetAction((args, _) => Exit.Guard(() =>
        {
            var data = args.GetValue(Data)!;
            DataFolder.EnsureWritable(data);
            using var app = (IDisposable)ShopHost.Build(new ShopStart("", "all", new Dictionary<string, string?> { ["Database:Directory"] = data.FullName }));
            var report = ((WebApplication)app).Services.GetRequiredService<SchemaMigrator>().Migrate(args.GetValue(Phase)!);
            foreach (var migration in report.Applied)
            {
                Console.WriteLine(migration);
            }

            Console.WriteLine(report.Applied.Count == 0 ? "The schema is current." : $"{report.Applied.Count} schema changes applied.");
            return Task.FromResult(Exit.Done);
        }));
        return command;
    }
}
