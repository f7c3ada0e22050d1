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

var asked = root.Parse(args);
var invocation = new InvocationConfiguration();
if (asked.CommandResult.Command.Name is "serve" or "gateway" or "deploy" or "rollback")
{
    invocation.ProcessTerminationTimeout = null;    // they see to their own end, which takes longer than two seconds
}

return await asked.InvokeAsync(invocation);
