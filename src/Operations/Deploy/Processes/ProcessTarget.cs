using System.Diagnostics;
using System.Net.Sockets;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Plans;
using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Processes;

/// <summary>Releases as processes of this machine: shops on loopback, the gateway in front.</summary>
internal sealed class ProcessTarget(ReleaseEnvironment environment, IReleaseSwitch points) : IReleaseTarget
{
    /// <summary>As environments call it.</summary>
    public const string Name = "process";

    private const string Gateway = "gateway";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan GatewayPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc />
    public IReleaseSwitch Switch => points;

    /// <inheritdoc />
    public bool HasWorker => false;

    /// <inheritdoc />
    public async Task CheckAsync(string version, CancellationToken ct)
    {
        if (!File.Exists(ProgramOf(version)))
        {
            throw new ReleaseFailedException($"{version} is not here: {ProgramOf(version)} is missing. Publish it there with dotnet publish src/GigGatek -o {Path.GetDirectoryName(ProgramOf(version))}.");
        }

        if (FindGatewayVersion() is null && await IsTakenAsync(new Uri(environment.Gateway.Address), ct))
        {
            throw new ReleaseFailedException($"{environment.Gateway.Address} is taken by another program than this environment's gateway. Stop that one, or choose another gateway.address.");
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<Uri> AddressesOf(string colour, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(shop => new Uri(FormattableString.Invariant($"http://127.0.0.1:{PortOf(environment, colour, shop)}")))];

    /// <inheritdoc />
    public Task<IReadOnlyList<Uri>> ReachAsync(string colour, int first, int count, CancellationToken ct) => Task.FromResult(AddressesOf(colour, first, count));

    /// <inheritdoc />
    public async Task ExpandAsync(string version, CancellationToken ct)
    {
        if (await RunAsync(version, ct, "migrate", "--phase", "expand", "--data", environment.Data) is { Code: not 0 } failed)
        {
            throw new ReleaseFailedException($"the schema could not be expanded: {failed.Why}");
        }
    }

    /// <inheritdoc />
    public async Task<string?> FindUnsafeAsync(string version, CancellationToken ct) =>
        await RunAsync(version, ct, "migrate", "--lint", "--data", environment.Data) is { Code: not 0 } answer ? answer.Why : null;

    /// <inheritdoc />
    public async Task<string?> FindWhyNotAsync(string version, CancellationToken ct)
    {
        if (!File.Exists(ProgramOf(version)))
        {
            return $"{ProgramOf(version)} is not there any more.";
        }

        return await RunAsync(version, ct, "migrate", "--plan", "--data", environment.Data) is { Code: not 0 } failed ? failed.Why : null;
    }

    /// <inheritdoc />
    public Task StartAsync(string colour, string version, int first, int count, CancellationToken ct) => Task.Run(
        () =>
        {
            for (var shop = first; shop < first + count; shop++)
            {
                KeptShop(colour, shop).Start(new ProcessWish(
                    version,
                    [.. Program(version), "serve", "--urls", AddressesOf(colour, shop, 1)[0].GetLeftPart(UriPartial.Authority), "--data", environment.Data],
                    SettingsWith()));
            }
        },
        ct);

    /// <inheritdoc />
    public Task<int> CountRunningAsync(string colour, string version, CancellationToken ct) =>
        Task.FromResult(Enumerable.Range(1, environment.Shops).Count(shop => KeptShop(colour, shop).FindVersion() == version));

    /// <inheritdoc />
    public Task<string?> FindEndedAsync(string colour, int first, int count, CancellationToken ct) =>
        Task.FromResult(Enumerable.Range(first, count).Select(shop => KeptShop(colour, shop)).FirstOrDefault(shop => shop.HasEnded())?.TellLastWords());

    /// <inheritdoc />
    public Task StopAsync(string colour, int shop, CancellationToken ct) => KeptShop(colour, shop).StopAsync(StopPatience, ct);

    /// <inheritdoc />
    public Task StopAllAsync(string colour, CancellationToken ct) => Task.WhenAll(
        KeptProcess.List(environment.State).Where(name => name.StartsWith(colour + "-", StringComparison.Ordinal))
            .Select(name => new KeptProcess(environment.State, name).StopAsync(StopPatience, ct)));

    /// <inheritdoc />
    public Task<string?> FindGatewayVersionAsync(CancellationToken ct) => Task.FromResult(FindGatewayVersion());

    /// <summary>The new one takes the new connections of the one that runs; then that one is ended.</summary>
    public async Task RenewGatewayAsync(string version, CancellationToken ct)
    {
        var renewed = new KeptProcess(environment.State, $"{Gateway}-{version}");
        var others = Gateways().Where(one => one.FindVersion() is { } other && other != version).ToList();
        renewed.Start(new ProcessWish(
            version,
            [.. Program(version), "gateway", "--urls", environment.Gateway.Address, "--management", environment.Gateway.Management, "--state", environment.StateFile, .. others.Count > 0 ? ["--take-over"] : Array.Empty<string>()],
            SettingsWith()));
        var started = Stopwatch.GetTimestamp();
        while (await points.ReadGatewayAsync(ct) is not { } report || !renewed.Is(report.Process))
        {
            if (renewed.HasEnded() || Stopwatch.GetElapsedTime(started) > GatewayPatience)
            {
                var words = renewed.TellLastWords();
                await renewed.StopAsync(TimeSpan.Zero, ct);
                throw new ReleaseFailedException($"the gateway of {version} did not start: {words}");
            }

            await Task.Delay(Look, ct);
        }

        foreach (var other in others)
        {
            await other.StopAsync(StopPatience, ct);
        }
    }

    /// <summary>The shops do all the work here.</summary>
    public Task RenewWorkerAsync(string version, CancellationToken ct) => throw new InvalidOperationException("There is no worker here.");

    /// <summary>No other program is driven.</summary>
    public Task<IReadOnlyList<string>> TellCommandsAsync(ReleasePlan plan, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    private string? FindGatewayVersion() => Gateways().Select(one => one.FindVersion()).FirstOrDefault(version => version is not null);

    private IEnumerable<KeptProcess> Gateways() =>
        KeptProcess.List(environment.State).Where(name => name.StartsWith(Gateway + "-", StringComparison.Ordinal)).Select(name => new KeptProcess(environment.State, name));

    private KeptProcess KeptShop(string colour, int shop) => new(environment.State, FormattableString.Invariant($"{colour}-{shop}"));

    /// <summary>Where a shop listens, on loopback.</summary>
    internal static int PortOf(ReleaseEnvironment environment, string colour, int shop) => environment.FirstPort + (Standing.Colours.IndexOf(colour) * environment.Shops) + shop - 1;

    private string ProgramOf(string version) => Path.Combine(environment.Programs, version, "giggatek.dll");

    /// <summary>By the same .NET that runs this.</summary>
    private string[] Program(string version) =>
        [Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet", ProgramOf(version)];

    /// <summary>Beside a release there is the next one, whose schema it accepts as far as that has expanded.</summary>
    private Dictionary<string, string> SettingsWith() => new(environment.Settings)
    {
        ["Database__AcceptExpanded"] = "true",
        ["GIGGATEK_HOME"] = environment.State,
        ["Shop__TrustedProxies__0"] = "127.0.0.1",    // the gateway, which says who a visitor is
    };

    private Task<OutsideAnswer> RunAsync(string version, CancellationToken ct, params string[] arguments) =>
        OutsideProgram.RunAsync(new OutsideCommand([.. Program(version), .. arguments]) { Folder = environment.State, Settings = SettingsWith() }, ct);

    private static async Task<bool> IsTakenAsync(Uri address, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
