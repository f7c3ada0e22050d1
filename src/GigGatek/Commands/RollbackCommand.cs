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
            Reason,
        };
        EnvironmentChoice.AddTo(command);
        command.SetAction((args, ct) => Exit.Guard(() => EnvironmentChoice.RunAsync(
            args,
            ["rollback", .. args.GetValue(Reason) is { } reason ? (string[])["--reason", reason] : []],
            async releases =>
            {
                Console.WriteLine($"Visitors have {await releases.RollBackAsync(args.GetValue(Reason), ct)}.");
                return Exit.Done;
            },
            ct)));
        return command;
    }
}
