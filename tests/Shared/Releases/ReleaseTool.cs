using System.Diagnostics;

namespace GigGatek.Tests.Releases;

/// <summary>The operator's tool, run as he runs it, on the environment <c>staging</c> of a folder.</summary>
/// <param name="path">Folders whose programs are found before all others.</param>
internal sealed class ReleaseTool(string environments, string? path = null)
{
    /// <summary>Says what the environment is.</summary>
    public void Write(string environment)
    {
        Directory.CreateDirectory(environments);
        File.WriteAllText(Path.Combine(environments, "staging.yaml"), environment);
    }

    /// <summary>Starts it, for whoever ends it.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [BuiltProgram.Path, .. arguments, "--env", "staging", "--environments", environments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (path is not null)
        {
            start.Environment["PATH"] = $"{path}:{start.Environment["PATH"]}";
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var tool = Start(arguments);
        var error = tool.StandardError.ReadToEndAsync();
        var output = await tool.StandardOutput.ReadToEndAsync() + await error;
        await tool.WaitForExitAsync();
        return (tool.ExitCode, output);
    }

    /// <summary>Releases a version, which must go well.</summary>
    public async Task Deploys(string version, params string[] more)
    {
        var (code, output) = await RunAsync(["deploy", "--version", version, .. more]);
        if (code != 0)
        {
            throw new InvalidOperationException($"The release of {version} ended with {code}:\n{output}");
        }
    }
}
