using System.Diagnostics;

namespace GigGatek.Tests;

/// <summary>
/// The program under test, for processes of its own: as it is shipped, compiled ahead, where GIGGATEK_TEST_PROGRAM names its folder
/// (<c>./giggatek test</c> does); else as the build has left it.
/// </summary>
internal static class BuiltProgram
{
    public static string Folder { get; } = System.IO.Path.GetFullPath(
        Environment.GetEnvironmentVariable("GIGGATEK_TEST_PROGRAM") is { Length: > 0 } folder ? folder : System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "GigGatek", "release"));

    public static string Path { get; } = System.IO.Path.Combine(Folder, "giggatek.dll");

    /// <summary>Runs a command to its end, which must be a good one.</summary>
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"giggatek {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{await error}");
        }

        return output;
    }
}
