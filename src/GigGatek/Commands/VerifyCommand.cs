using System.CommandLine;
using System.Data.Common;
using System.Diagnostics;
using GigGatek.Composition;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Verification;
using Spectre.Console;

namespace GigGatek.Commands;

/// <summary>The books must balance: every business invariant, checked against a live or a restored database.</summary>
internal static class VerifyCommand
{
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => DataFolder.Default };

    public static Command Create()
    {
        var command = new Command("verify", "Check the business invariants. Exit code 1 when one is broken, 2 when it could not be checked.") { Data };
        command.SetAction((args, ct) => Exit.Guard(async () =>
        {
            var data = args.GetValue(Data)!;
            if (!data.Exists)
            {
                throw new StartRefusedException($"There is no data folder {data.FullName}. Name the shop's with --data DIR.");
            }

            await using var app = ShopHost.Build(new ShopStart("", "all", new Dictionary<string, string?> { ["Database:Directory"] = data.FullName }));
            app.Services.GetRequiredService<SchemaMigrator>().RequireCurrent();
            var verdicts = new List<Verdict>();
            foreach (var invariant in app.Services.GetServices<IInvariant>())
            {
                verdicts.Add(await ReportAsync(invariant, ct));
            }

            return Conclude(verdicts.Count(verdict => verdict == Verdict.Broken), verdicts.Count(verdict => verdict == Verdict.Unknown));
        }));
        return command;
    }

    /// <summary>What the database refuses to tell keeps no other sentence from being checked.</summary>
    private static async Task<Verdict> ReportAsync(IInvariant invariant, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        InvariantReport report;
        try
        {
            report = await invariant.CheckAsync(ct);
        }
        catch (DbException failure)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]UNKNOWN[/] {invariant.Sentence} (could not be checked: {failure.Message})");
            return Verdict.Unknown;
        }

        var holds = report.Findings.Count == 0;
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        AnsiConsole.MarkupLineInterpolated($"{(holds ? "holds " : "BROKEN")}  {invariant.Sentence} ({report.Checked:N0} checked, {took:N0} ms)");
        foreach (var finding in report.Findings)
        {
            AnsiConsole.MarkupLineInterpolated($"        [red]{finding}[/]");
        }

        return holds ? Verdict.Holds : Verdict.Broken;
    }

    private static int Conclude(int broken, int unknown)
    {
        AnsiConsole.MarkupLine((broken, unknown) switch
        {
            (0, 0) => "[green]All invariants hold.[/]",
            (_, 0) => $"[red]{broken} broken.[/] Nothing was changed.",
            (0, _) => $"[red]{unknown} could not be checked.[/] Nothing was changed.",
            _ => $"[red]{broken} broken, {unknown} could not be checked.[/] Nothing was changed.",
        });
        return broken > 0 ? Exit.Broken : unknown > 0 ? Exit.Refused : Exit.Done;
    }

    private enum Verdict
    {
        Holds,
        Broken,
        Unknown,
    }
}
