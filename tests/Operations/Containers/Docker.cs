using System.Diagnostics;
using System.Text;

namespace GigGatek.Tests.Operations.Containers;

/// <summary>The container engine of this machine, driven by its own command line, as a person does.</summary>
internal static class Docker
{
    private static readonly Lazy<string?> Missing = new(FindWhatIsMissing);

    /// <summary>Ends the test as skipped, by name, where there is no engine.</summary>
    public static void Require() => Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

    /// <summary>Runs a command that must succeed; answers what it printed.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(null, arguments);
        result.ExitCode.ShouldBe(0, $"docker {string.Join(' ', arguments)}\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    public static Task<CommandResult> TryAsync(string? folder, params string[] arguments) => CommandResult.OfAsync("docker", folder, arguments);

    /// <summary>Runs a container to its end. The exit code is asked of the engine: not every engine tells it when the container is removed at once.</summary>
    public static async Task<CommandResult> RunContainerAsync(params string[] arguments)
    {
        var name = $"giggatek-test-{Platform.Secrets.NewToken().ToLowerInvariant().Trim('-', '_')}";
        try
        {
            var run = await TryAsync(null, ["run", "--name", name, .. arguments]);
            var exit = await TryAsync(null, "inspect", name, "--format", "{{.State.ExitCode}}");
            return exit.ExitCode == 0 ? run with { ExitCode = int.Parse(exit.Output.Trim(), System.Globalization.CultureInfo.InvariantCulture) } : run;
        }
        finally
        {
            await TryAsync(null, "rm", "--force", "--volumes", name);
        }
    }

    private static string? FindWhatIsMissing()
    {
        try
        {
            var engine = CommandResult.OfAsync("docker", null, ["version", "--format", "{{.Server.Version}}"]).GetAwaiter().GetResult();
            var compose = CommandResult.OfAsync("docker", null, ["compose", "version"]).GetAwaiter().GetResult();
            return engine.ExitCode != 0 ? $"No container engine answers on this machine: {engine.Error.Trim()}"
                : compose.ExitCode != 0 ? "There is a container engine on this machine, but no docker compose."
                : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "There is no docker on this machine.";
        }
    }
}

/// <summary>What a program did.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public string All => Output + Error;

    public static async Task<CommandResult> OfAsync(string program, string? folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        using var process = Process.Start(start)!;
        var (output, error) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new CommandResult(process.ExitCode, output.ToString(), error.ToString());
    }
}
