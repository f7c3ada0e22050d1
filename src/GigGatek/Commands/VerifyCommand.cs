using System.CommandLine;
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
            var broken = 0;
            foreach (var invariant in app.Services.GetServices<IInvariant>())
            {
                broken += await ReportAsync(invariant, ct) ? 0 : 1;
            }

            AnsiConsole.MarkupLine(broken == 0 ? "[green]All invariants hold.[/]" : $"[red]{broken} broken.[/] Nothing was changed.");
            return broken == 0 ? Exit.Done : Exit.Broken;
        }));
        return command;
    }

    private static async Task<bool> ReportAsync(IInvariant invariant, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var report = await invariant.CheckAsync(ct);
        var holds = report.Findings.Count == 0;
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        AnsiConsole.MarkupLineInterpolated($"{(holds ? "holds " : "BROKEN")}  {invariant.Sentence} ({report.Checked:N0} checked, {took:N0} ms)");
        foreach (var finding in report.Findings)
        {
            AnsiConsole.MarkupLineInterpolated($"        [red]{finding}[/]");
        }

        return holds;
    }
}
