using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace GigGatek.Tests.Operations.Previews;

/// <summary>A host for previews: its folder, an environment that says so, and the tool.</summary>
internal sealed class PreviewHost : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-previews-");
    private readonly Dictionary<string, string> _variables = [];

    public PreviewHost(int most)
    {
        var environments = _folder.CreateSubdirectory("environments");
        File.WriteAllText(Path.Combine(environments.FullName, "preview.yaml"), string.Create(CultureInfo.InvariantCulture, $"""
            target: compose
            image: giggatek
            compose: {"{"} folder: {Path.Combine(Checkout.Root, "deploy", "compose")} {"}"}
            preview: {"{"} folder: {Records}, most: {most}, hours: 1, firstPort: {FreePorts.Next(4)} {"}"}
            """));
    }

    public string Records => Path.Combine(_folder.FullName, "previews");

    /// <summary>What the stand-in was told, each line its folder and its words.</summary>
    public IReadOnlyList<string> Told => File.Exists(Path.Combine(_folder.FullName, "told")) ? File.ReadAllLines(Path.Combine(_folder.FullName, "told")) : [];

    public string FolderOf(string name) => Path.Combine(Records, name, "deploy", "compose");

    /// <summary>What a preview says in its .env.</summary>
    public string Setting(string name, string key) => File.ReadAllLines(Path.Combine(FolderOf(name), ".env")).Single(line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];

    /// <summary>Puts a program in docker's place that writes down what it is told.</summary>
    public void StandIn(string script)
    {
        var docker = Path.Combine(_folder.CreateSubdirectory("bin").FullName, "docker");
        ShellScript.Write(docker, $"echo \"$PWD docker $*\" >>\"$TOLD\"\n{script}");
        _variables["PATH"] = $"{Path.GetDirectoryName(docker)}:{Environment.GetEnvironmentVariable("PATH")}";
        _variables["TOLD"] = Path.Combine(_folder.FullName, "told");
    }

    /// <summary>Lets a preview's time run out.</summary>
    public void RunOut(string name)
    {
        var file = Path.Combine(Records, name, "preview.json");
        var record = JsonNode.Parse(File.ReadAllText(file))!;
        record["until"] = "2026-01-01T00:00:00+00:00";
        File.WriteAllText(file, record.ToJsonString());
    }

    public async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [BuiltProgram.Path, "preview", .. arguments, "--environments", Path.Combine(_folder.FullName, "environments")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in _variables)
        {
            start.Environment[key] = value;
        }

        using var tool = Process.Start(start)!;
        var error = tool.StandardError.ReadToEndAsync();
        var output = await tool.StandardOutput.ReadToEndAsync() + await error;
        await tool.WaitForExitAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(output);
        return (tool.ExitCode, output);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
