using System.Diagnostics;
using System.Globalization;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Journals;

namespace GigGatek.Operations.Deploy.Hooks;

/// <summary>Runs the commands that an environment has beside its releases, by a shell of this machine, and shows what they print.</summary>
public sealed class ReleaseHooks(EnvironmentHooks hooks, string environment, Action<string> say)
{
    /// <summary>Null when it went well, else why not.</summary>
    /// <param name="why">Of a release that went back: the measure that decided it.</param>
    public async Task<string?> RunAsync(string when, string command, JournalEntry release, string? why, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(hooks.Seconds));
        using var process = Start(when, command, release, why);
        var printed = Task.WhenAll(ShowAsync(process.StandardOutput), ShowAsync(process.StandardError));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await printed.WaitAsync(limit.Token);    // what it left behind may hold its output open
            return process.ExitCode == 0 ? null : FormattableString.Invariant($"the hook “{command}” ended with {process.ExitCode}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return FormattableString.Invariant($"the hook “{command}” did not end within {hooks.Seconds} s");
        }
    }

    /// <summary>Those for a release that went back. What fails among them is only said: there is nothing left to go back to.</summary>
    public async Task RunFailedAsync(JournalEntry release, string why)
    {
        foreach (var command in hooks.Failed)
        {
            say($"Running “{command}”");
            if (await RunAsync("failed", command, release, why, CancellationToken.None) is { } fault)
            {
                say($"    Warning: {fault}.");
            }
        }
    }

    private Process Start(string when, string command, JournalEntry release, string? why)
    {
        var start = new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["HOOK"] = when, ["ENVIRONMENT"] = environment, ["RELEASE"] = release.Release.ToString(CultureInfo.InvariantCulture), ["STRATEGY"] = release.Strategy,
            ["VERSION"] = release.Version, ["COLOUR"] = release.Colour, ["OLD_VERSION"] = release.OldVersion, ["OLD_COLOUR"] = release.Old, ["WHY"] = why ?? release.Why,
        })
        {
            start.Environment["GIGGATEK_" + name] = value ?? "";
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private async Task ShowAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            say($"    | {line}");
        }
    }
}
