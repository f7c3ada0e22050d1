using System.Text.RegularExpressions;
using GigGatek.Tests.Operations.Helm;

namespace GigGatek.Tests.Operations.Workflows;

/// <summary>What must be so of every workflow. Each answers with sentences about what is not.</summary>
internal static partial class WorkflowRules
{
    public static IEnumerable<string> Check(WorkflowFile file, bool isWorkflow) =>
        Uses(file).Concat(Runs(file)).Concat(isWorkflow ? Limits(file) : []).Select(fault => $"{file.Name}: {fault}");

    /// <summary>Tags move, commits do not. The version beside it is for readers, and for dependabot.</summary>
    private static IEnumerable<string> Uses(WorkflowFile file)
    {
        foreach (var step in file.Steps.Where(step => step.Text("uses") is not null))
        {
            var uses = step.Text("uses")!;
            if (uses.StartsWith("./", StringComparison.Ordinal))
            {
                if (!File.Exists(Path.Combine(Checkout.Root, uses, "action.yml")))
                {
                    yield return $"there is no action {uses}";
                }
            }
            else if (!Pinned().IsMatch(uses))
            {
                yield return $"{uses} is not pinned by a commit";
            }
            else if (!Regex.IsMatch(file.Text, Regex.Escape(uses) + @" # v\d+\.\d+\.\d+$", RegexOptions.Multiline))
            {
                yield return $"{uses} says not which version it is";
            }

            if (uses.StartsWith("actions/checkout@", StringComparison.Ordinal) && step.Text("with", "persist-credentials") != "false")
            {
                yield return "a checkout leaves its token in the folder, for every program that runs there";
            }
        }
    }

    /// <summary>No logic in YAML: a step is one line, which a laptop could run.</summary>
    private static IEnumerable<string> Runs(WorkflowFile file)
    {
        foreach (var run in file.Steps.Select(step => step.Text("run")).OfType<string>())
        {
            if (run.TrimEnd().Contains('\n', StringComparison.Ordinal) || run.Contains("&&", StringComparison.Ordinal) || run.Contains(';', StringComparison.Ordinal) || run.Contains('|', StringComparison.Ordinal))
            {
                yield return $"“{run}” is more than one command";
            }

            if (Expression().Matches(run).Any(found => !found.Groups["what"].Value.StartsWith("matrix.", StringComparison.Ordinal)))
            {
                yield return $"“{run}” has an expression in it, whose words the shell would obey; put it into env";
            }

            var words = run.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word == "sudo").ToList();
            var isThere = words switch
            {
                ["./giggatek", var command, ..] => Commands.Contains(command),
                ["sh", var script, ..] => File.Exists(Path.Combine(Checkout.Root, script)),
                _ => false,
            };
            if (!isThere)
            {
                yield return $"“{run}” is neither a command of ./giggatek nor a script of this repository";
            }
        }
    }

    private static IEnumerable<string> Limits(WorkflowFile file)
    {
        if (file.At("permissions") is null || file.At("permissions")!.ToString() is "write-all" or "read-all")
        {
            yield return "it says not which permissions its token has";
        }

        if (file.At("concurrency", "group") is null)
        {
            yield return "two runs of it may get in each other's way";
        }

        foreach (var job in file.Jobs.Where(job => job.Value.Text("timeout-minutes") is null && job.Value.Text("uses") is null))
        {
            yield return $"the job {job.Key} may run for six hours";
        }
    }

    /// <summary>Of the script, and of the program.</summary>
    private static readonly HashSet<string> Commands =
    [
        .. ScriptCommand().Matches(File.ReadAllText(Path.Combine(Checkout.Root, "giggatek"))).Select(match => match.Groups["name"].Value),
        .. Directory.GetFiles(Path.Combine(Checkout.Root, "src", "GigGatek", "Commands"), "*.cs")
            .SelectMany(file => ProgramCommand().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value),
    ];

    [GeneratedRegex("^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+@[0-9a-f]{40}$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\$\{\{\s*(?<what>[^}]*)\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^  (?<name>[a-z-]+)\) shift; exec", RegexOptions.Multiline)]
    private static partial Regex ScriptCommand();

    [GeneratedRegex("""new Command\("(?<name>[a-z-]+)",""")]
    private static partial Regex ProgramCommand();
}
