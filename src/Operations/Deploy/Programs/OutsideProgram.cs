using System.ComponentModel;
using System.Diagnostics;

namespace GigGatek.Operations.Deploy.Programs;

/// <summary>A command of another program.</summary>
/// <param name="Words">The program and its arguments.</param>
internal sealed record OutsideCommand(IReadOnlyList<string> Words)
{
    /// <summary>Where it is run; null: here.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables beside this process's own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads.</summary>
    public string? Input { get; init; }

    /// <summary>As a person would type it.</summary>
    public override string ToString() => string.Join(' ', Settings.Select(setting => $"{setting.Key}={Quote(setting.Value)}").Concat(Words.Select(Quote)));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=@,+%".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>What came of a command.</summary>
internal sealed record OutsideAnswer(int Code, string Output, string Error)
{
    /// <summary>One line that says why it failed.</summary>
    public string Why => (Error.Trim().Length > 0 ? Error : Output).Trim() is { Length: > 0 } said ? said.ReplaceLineEndings(" ") : FormattableString.Invariant($"exit code {Code}");
}

/// <summary>Runs other programs to their end.</summary>
internal static class OutsideProgram
{
    /// <exception cref="ReleaseFailedException">There is no such program on this machine.</exception>
    public static async Task<OutsideAnswer> RunAsync(OutsideCommand command, CancellationToken ct)
    {
        using var process = Start(command);
        await process.StandardInput.WriteAsync(command.Input.AsMemory(), ct);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = await process.StandardError.ReadToEndAsync(ct);
        var said = await output;
        await process.WaitForExitAsync(ct);
        return new OutsideAnswer(process.ExitCode, said, error);
    }

    /// <summary>Runs one that must succeed. What it printed.</summary>
    /// <exception cref="ReleaseFailedException">It failed; with its words.</exception>
    public static async Task<string> AskAsync(OutsideCommand command, CancellationToken ct)
    {
        var answer = await RunAsync(command, ct);
        return answer.Code == 0 ? answer.Output : throw new ReleaseFailedException($"“{command}” failed: {answer.Why}");
    }

    /// <exception cref="ReleaseFailedException">There is no such program on this machine.</exception>
    public static Process Start(OutsideCommand command)
    {
        var start = new ProcessStartInfo(command.Words[0], command.Words.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = command.Folder ?? "",
        };
        foreach (var (key, value) in command.Settings)
        {
            start.Environment[key] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new ReleaseFailedException($"{command.Words[0]} could not be run ({missing.Message}); install it on this machine");
        }
    }
}
