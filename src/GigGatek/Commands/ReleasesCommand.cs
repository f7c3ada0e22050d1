using System.CommandLine;
using System.Globalization;
using GigGatek.Operations.Deploy.Journals;

namespace GigGatek.Commands;

/// <summary>Shows what was released to an environment.</summary>
internal static class ReleasesCommand
{
    public static Command Create()
    {
        var command = new Command("releases", "List what was released to an environment, newest first, and what became of it.");
        EnvironmentChoice.AddTo(command);
        command.SetAction((args, ct) => Exit.Guard(() => EnvironmentChoice.RunAsync(
            args,
            ["releases"],
            releases =>
            {
                foreach (var release in releases.History.GroupBy(entry => entry.Release).Reverse())
                {
                    Console.WriteLine(Line([.. release]));
                }

                return Task.FromResult(Exit.Done);
            },
            ct)));
        return command;
    }

    private static string Line(IReadOnlyList<JournalEntry> release)
    {
        var (first, last) = (release[0], release[^1]);
        var became = last.Event switch
        {
            JournalEvent.Released => "released",
            JournalEvent.Returned => "returned",
            JournalEvent.RolledBack => "rolled back to",
            _ => $"in its step {last.Step ?? "check"}",
        };
        var why = last.Why ?? first.Why;
        return string.Create(CultureInfo.InvariantCulture, $"{first.Release,4}  {first.At:u}  {first.Version,-12} {first.Colour,-6} {became}{(why is null ? "" : ": " + why)}");
    }
}
