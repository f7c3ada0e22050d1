using System.CommandLine;
using Spectre.Console;

namespace GigGatek.Commands;

/// <summary>The commands of the program, in the order of its help.</summary>
internal static class AllCommands
{
    private const int NoWidth = 10_000;

    public static void AddTo(RootCommand root)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = NoWidth;    // a log has no width: a sentence or a path stays in one line
        }

        root.Add(UpCommand.Create());
        root.Add(ServeCommand.Create());
        root.Add(GatewayCommand.Create());
        root.Add(MigrateCommand.Create());
        root.Add(LintMigrationsCommand.Create());
        root.Add(DeployCommand.Create());
        root.Add(RollbackCommand.Create());
        root.Add(ReleasesCommand.Create());
        root.Add(PreviewCommand.Create());
        root.Add(ImportCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(VerifyCommand.Create());
        root.Add(KeysCommand.Create());
        root.Add(OwnerCommand.Create());
        root.Add(ApiKeysCommand.Create());
        root.Add(TokenKeysCommand.Create());
        root.Add(SecondFactorCommand.Create());
        root.Add(DoctorCommand.Create());
        root.Add(InitEnvCommand.Create());
        root.Add(HealthCommand.Create());
    }
}
