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
invocation.ProcessTerminationTimeout = asked.CommandResult.Command.Name switch
{
    "serve" or "gateway" => null,                              // servers hear signals themselves
    "deploy" or "rollback" => TimeSpan.FromMinutes(5),         // visitors get back what they had first
    _ => invocation.ProcessTerminationTimeout,
};
return await asked.InvokeAsync(invocation);
