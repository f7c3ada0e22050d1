using System.Net.Http.Json;
using System.Text.Json;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Tests.Operations.Containers;
using GigGatek.Tests.Releases;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>Releases to the running stack of containers: its environment, and images of versions.</summary>
internal sealed class StackReleases : IAsyncDisposable
{
    /// <summary>The build of this checkout, which the stack runs, and the same under another name.</summary>
    public const string Running = "tests";

    public const string Next = "tests-next";

    private static readonly string Broken = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "BrokenBuild", "release", "BrokenBuild.dll"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-stack-releases-");
    private readonly List<string> _images = [];
    private readonly ComposeStack _stack;

    private StackReleases(ComposeStack stack)
    {
        _stack = stack;
        Tool = new ReleaseTool(Environments);
    }

    public ReleaseTool Tool { get; }

    private string Environments => Path.Combine(_folder.FullName, "environments");

    public IReadOnlyList<JournalEntry> Journal => new ReleaseJournal(Path.Combine(_stack.Folder, "state", "journal.jsonl")).Read();

    /// <summary>Begins with the build of this checkout. Ends the test as skipped where there is no engine, or no right to what it keeps.</summary>
    public static async Task<StackReleases> OpenAsync(ComposeStack stack, ShopImage image)
    {
        await stack.RequireAsync(image);
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Releases of a stack are root's: its state belongs to the user of the containers.");
        var releases = new StackReleases(stack);
        await releases.Tag(Next);
        var environment = releases.OfHere(string.Join('\n', ReleasesManual.Environment.Where(line => !line.StartsWith("host:", StringComparison.Ordinal))))
            + "\nrelease: { sample: 120, sampleSeconds: 2, readySeconds: 120, timesSlower: 5, drainSeconds: 10 }\n";
        releases.Tool.Write(environment);
        await File.WriteAllTextAsync(Path.Combine(releases.Environments, "production.yaml"), environment);
        if (!(await releases.Versions()).StartsWith(Running + " ", StringComparison.Ordinal))
        {
            await releases.Tool.Deploys(Running);    // the test before this one has left the other
        }

        return releases;
    }

    /// <summary>Types a line of the manual, which must go well.</summary>
    public async Task Types(string line)
    {
        ReleasesManual.FromThenOn.ShouldContain(line);
        ShellScript.Write(Path.Combine(_folder.FullName, "giggatek"), $"exec dotnet '{BuiltProgram.Path}' \"$@\" --environments '{Environments}'");
        var typed = await CommandResult.OfAsync("sh", null, ["-euc", $"PATH='{_folder.FullName}':$PATH\n{OfHere(line)}"]);
        typed.ExitCode.ShouldBe(0, typed.All);
    }

    /// <summary>The build of this checkout, made bad in some way.</summary>
    public async Task Break(string version, string fault)
    {
        var folder = _folder.CreateSubdirectory(version).FullName;
        File.Copy(Broken, Path.Combine(folder, "BrokenBuild.dll"));
        await File.WriteAllTextAsync(Path.Combine(folder, "fault"), fault);
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), $"FROM {ShopImage.Tag}\nCOPY BrokenBuild.dll fault /app/\nENV DOTNET_STARTUP_HOOKS=/app/BrokenBuild.dll\n");
        await Docker.RunAsync("build", "--tag", $"giggatek:{version}", folder);
        _images.Add(version);
    }

    /// <summary>The version that visitors get, and that of the gateway, the worker and the other colour, as the engine has them.</summary>
    public async Task<string> Versions()
    {
        var active = await ActiveColour();
        var running = new List<string>();
        foreach (var service in new[] { $"shop-{active}", active == "blue" ? "shop-green" : "shop-blue", "gateway", "worker" })
        {
            var id = (await _stack.ComposeAsync("ps", "--quiet", service)).Trim();
            running.Add(id.Length == 0 ? "-" : (await Docker.RunAsync("container", "inspect", "--format", "{{.Config.Image}}", id)).Trim().Split(':')[^1]);
        }

        return string.Join(' ', running);
    }

    public async Task<string> ActiveColour()
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        using var status = await client.GetFromJsonAsync<JsonDocument>(new Uri(_stack.Management, "/status"));
        return status!.RootElement.GetProperty("colours").EnumerateObject().Single(colour => colour.Value.GetProperty("weight").GetInt32() == 100).Name;
    }

    /// <summary>The same tool as the host has it: a script that takes it out of the image.</summary>
    public async Task<string> ByTheToolOfTheHost(params string[] arguments)
    {
        var told = await CommandResult.OfAsync(Path.Combine(_stack.Folder, "giggatek"), null, [.. arguments, "--env", "staging", "--environments", Environments]);
        told.ExitCode.ShouldBe(0, told.All);
        return told.Output;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var version in _images)
        {
            await Docker.TryAsync(null, "rmi", "--force", $"giggatek:{version}");
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>What the manual says, with the names of this stack.</summary>
    private string OfHere(string text) => text
        .Replace(ReleasesManual.Image, "giggatek", StringComparison.Ordinal)
        .Replace(ReleasesManual.Folder, _stack.Folder, StringComparison.Ordinal)
        .Replace("http://127.0.0.1:8080", _stack.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("http://127.0.0.1:8081", _stack.Management.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace($"--version {ReleasesManual.Second}", $"--version {Next}", StringComparison.Ordinal);

    private async Task Tag(string version)
    {
        await Docker.RunAsync("tag", ShopImage.Tag, $"giggatek:{version}");
        _images.Add(version);
    }
}
