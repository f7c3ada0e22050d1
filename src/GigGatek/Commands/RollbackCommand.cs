using System.CommandLine;

namespace GigGatek.Commands;

/// <summary>Gives visitors the release before the last back.</summary>
internal static class RollbackCommand
{
    private static readonly Option<string> Reason = new("--reason") { Description = "Why; it is kept in the journal." };

    public static Command Create()
    {
        var command = new Command("rollback", "Give visitors back what they had before the last release, within seconds while it is kept warm. Refused when the schema has left it behind.")
        {
            EnvironmentChoice.Environment, EnvironmentChoice.Folder, Reason,
        };
        command.SetAction((args, ct) => Exit.Guard(async () =>
        {
            Console.WriteLine($"Visitors have {await EnvironmentChoice.Open(args).RollBackAsync(args.GetValue(Reason), ct)}.");
            return Exit.Done;
        }));
        return command;
    }
}
