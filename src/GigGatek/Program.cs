using System.CommandLine;
using GigGatek.Commands;

if (Console.IsOutputRedirected)
{
    Spectre.Console.AnsiConsole.Profile.Width = 10_000;    // a log has no width: a sentence or a path stays in one line
}

var root = new RootCommand("GigGatek: a shop for refurbished computer hardware, and the tools that run it.")
{
    UpCommand.Create(),
    ServeCommand.Create(),
    GatewayCommand.Create(),
    MigrateCommand.Create(),
    LintMigrationsCommand.Create(),
    DeployCommand.Create(),
    RollbackCommand.Create(),
    ReleasesCommand.Create(),
    ImportCommand.Create(),
    ExportCommand.Create(),
    VerifyCommand.Create(),
    KeysCommand.Create(),
};
var asked = root.Parse(args);
var invocation = new InvocationConfiguration();
if (asked.CommandResult.Command.Name is "serve" or "gateway")
{
    invocation.ProcessTerminationTimeout = null;    // servers see to their own end, which takes longer than two seconds
}

return await asked.InvokeAsync(invocation);
