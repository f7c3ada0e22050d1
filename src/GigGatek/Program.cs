using System.CommandLine;
using GigGatek.Commands;

var root = new RootCommand("GigGatek: a shop for refurbished computer hardware, and the tools that run it.")
{
    UpCommand.Create(),
    ServeCommand.Create(),
    MigrateCommand.Create(),
    ImportCommand.Create(),
    ExportCommand.Create(),
    VerifyCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
