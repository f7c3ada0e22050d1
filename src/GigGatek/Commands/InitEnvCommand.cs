using System.CommandLine;
using GigGatek.Composition;
using GigGatek.Operations.Hosts;

namespace GigGatek.Commands;

/// <summary>The secrets and settings of a host that runs deploy/compose. docs/operations/containers.md is its manual.</summary>
internal static class InitEnvCommand
{
    private static readonly Option<DirectoryInfo> Folder = new("--dir")
    {
        Description = "The folder of the host, where compose.yaml is.",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.CurrentDirectory),
    };

    public static Command Create()
    {
        var command = new Command("init-env", "Make the secrets and settings that a host is missing. What is there stays. Exit code 2 when refused.") { Folder };
        command.SetAction((args, _) => Exit.Guard(() => Task.FromResult(Run(args.GetValue(Folder)!))));
        return command;
    }

    private static int Run(DirectoryInfo folder)
    {
        var report = new InitEnv(folder, ShopHost.Program.Version).Run();
        foreach (var file in report.Files)
        {
            Console.WriteLine($"{(file.IsNew ? "made" : "kept"),-6}{file.Path}");
        }

        var made = report.Files.Count(file => file.IsNew);
        Console.WriteLine(made == 0 ? "Nothing was missing." : $"{made} files made in {folder.FullName}. Back up secrets/ apart from the database: without it, its backups cannot be read.");
        if (made > 0 && !report.ReadersOwn)
        {
            Console.WriteLine("They belong to this user, who may not give them to the users of the containers (999 and 1654). Where those cannot read them, run this as root, or by the image.");
        }

        return Exit.Done;
    }
}
