using System.CommandLine;
using GigGatek.Commands;

var root = new RootCommand("GigGatek: a shop for refurbished computer hardware, and the tools that run it.");
if (args is [HealthCommand.Name, ..])
{
    root.Add(HealthCommand.Create());    // beside a busy shop every few seconds: it waits for no other command to be made
}
else
{
    AllCommands.AddTo(root);
}

return await root.Parse(args).InvokeAsync();
