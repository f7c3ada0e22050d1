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
    MigrateCommand.Create(),
    LintMigrationsCommand.Create(),
    ImportCommand.Create(),
    ExportCommand.Create(),
    VerifyCommand.Create(),
    KeysCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
