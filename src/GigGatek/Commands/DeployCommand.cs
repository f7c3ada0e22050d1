using System.CommandLine;
using GigGatek.Operations.Deploy;
using GigGatek.Operations.Deploy.Plans;

namespace GigGatek.Commands;

/// <summary>Releases a version to an environment. docs/operations/releases.md is its manual.</summary>
internal static class DeployCommand
{
    private static readonly Option<string> Version = new("--version") { Description = "The version to release, such as 0.2.0.", Required = true };
    private static readonly Option<string> Strategy = new("--strategy")
    {
        Description = "blue-green: proved unseen, then everybody. canary: a few visitors first. rolling: shop by shop.",
        DefaultValueFactory = _ => "blue-green",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only print the plan." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why; it is kept in the journal." };

    public static Command Create()
    {
        Strategy.AcceptOnlyFromAmong("blue-green", "canary", "rolling");
        var command = new Command("deploy", "Release a version without a failed request; what does worse than the one before goes back by itself. Exit code 0 released, 1 gone back, 2 refused, 3 goes on where it is not followed any more.")
        {
            Version, Strategy, DryRun, Reason,
        };
        EnvironmentChoice.AddTo(command);
        command.SetAction((args, ct) => Exit.Guard(() => EnvironmentChoice.RunAsync(args, Words(args), releases => RunAsync(args, releases, ct), ct)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult args, EnvironmentReleases releases, CancellationToken ct)
    {
        var strategy = args.GetValue(Strategy) switch { "canary" => ReleaseStrategy.Canary, "rolling" => ReleaseStrategy.Rolling, _ => ReleaseStrategy.BlueGreen };
        if (args.GetValue(DryRun))
        {
            var plan = await releases.PlanAsync(args.GetValue(Version)!, strategy, ct);
            Console.WriteLine(plan);
            foreach (var line in await releases.TellCommandsAsync(plan, ct) is { Count: > 0 } commands ? commands.Prepend("By these commands:") : [])
            {
                Console.WriteLine(line);
            }

            return Exit.Done;
        }

        var released = await releases.DeployAsync(args.GetValue(Version)!, strategy, args.GetValue(Reason), ct);
        Console.WriteLine(released ? $"Visitors have {args.GetValue(Version)}." : $"{args.GetValue(Version)} was not released; giggatek releases says why.");
        return released ? Exit.Done : Exit.Broken;
    }

    private static List<string> Words(ParseResult args) =>
    [
        "deploy", "--version", args.GetValue(Version)!, "--strategy", args.GetValue(Strategy)!,
        .. args.GetValue(DryRun) ? ["--dry-run"] : Array.Empty<string>(), .. args.GetValue(Reason) is { } reason ? (string[])["--reason", reason] : [],
    ];
}
