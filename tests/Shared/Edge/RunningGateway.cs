using System.Net.Http.Json;
using System.Text.Json;
using GigGatek.Platform.Releases;

namespace GigGatek.Tests;

/// <summary>A real gateway with its state file, in front of whatever shops a test has.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-gateway-");
    private readonly Dictionary<string, string> _environment;
    private readonly string _scheme;
    private readonly List<ServerProcess> _processes = [];

    private RunningGateway(string scheme, IReadOnlyDictionary<string, string>? environment)
    {
        _scheme = scheme;
        _environment = new(environment ?? new Dictionary<string, string>()) { ["DOTNET_TieredPGO"] = "0" };
        File = new ReleaseStateFile(Path.Combine(_folder.FullName, "release.json"));
        Address = new Uri($"{scheme}://127.0.0.1:{FreePorts.Next()}");
        Management = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
    }

    public Uri Address { get; }

    public Uri Management { get; }

    public ReleaseStateFile File { get; }

    /// <summary>The newest one.</summary>
    public ServerProcess Process => _processes[^1];

    /// <summary>Starts one whose file says revision 1.</summary>
    public static async Task<RunningGateway> StartAsync(IReadOnlyList<ReleaseColour> colours, IReadOnlyDictionary<string, string>? environment = null, string scheme = "http")
    {
        var gateway = new RunningGateway(scheme, environment);
        gateway.File.Write(new ReleaseState(1, colours));
        gateway.Launch();
        await gateway.Process.UntilItAnswers(new Uri(gateway.Management, "/health/ready"));
        return gateway;
    }

    public static ReleaseColour Colour(string name, int weight, params IReadOnlyList<Uri> shops) => new(name, weight, "0.1.0", [.. shops.Select(shop => new ReleaseShop(shop))]);

    /// <summary>Writes the state that follows, and waits until the gateway has it.</summary>
    public async Task Shift(params ReleaseColour[] colours)
    {
        var next = new ReleaseState(File.Read().Revision + 1, colours);
        File.Write(next);
        await Wait.Until($"revision {next.Revision}", async () => (await Status()).GetProperty("file").GetProperty("revision").GetInt64() == next.Revision);
    }

    public async Task<JsonElement> Status()
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        return await client.GetFromJsonAsync<JsonElement>(new Uri(Management, "/status"));
    }

    public async Task<JsonElement> Status(string colour) => (await Status()).GetProperty("colours").GetProperty(colour);

    /// <summary>Starts another process on the same addresses, which takes the visitors over. The one before still runs.</summary>
    public async Task<ServerProcess> TakeOverAsync()
    {
        var old = Process;
        Launch("--take-over");
        await Wait.Until("the new gateway to answer", async () =>
        {
            Process.HasEnded.ShouldBeFalse(Process.Output);
            return (await Status()).GetProperty("process").GetInt32() == Process.Id;
        });
        return old;
    }

    /// <summary>Starts a second one on the same addresses, as it should not be done.</summary>
    public ServerProcess StartBeside() => ServerProcess.Start(_environment, Arguments);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private string[] Arguments => ["gateway", "--urls", Address.GetLeftPart(UriPartial.Authority), "--management", Management.GetLeftPart(UriPartial.Authority), "--state", File.Path];

    private void Launch(params string[] more) => _processes.Add(ServerProcess.Start(_environment, [.. Arguments, .. more]));
}
