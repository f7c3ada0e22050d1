using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Judging;

namespace GigGatek.Operations.Deploy.Processes;

/// <summary>Releases as processes of this machine: shops on loopback, the gateway in front.</summary>
public sealed class ProcessTarget(ReleaseEnvironment environment, GatewayReadings gateway) : IReleaseTarget
{
    /// <summary>As environments call it.</summary>
    public const string Name = "process";

    private const string Gateway = "gateway";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan GatewayPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

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
        var (code, output) = await RunAsync(version, ct, "migrate", "--phase", "expand", "--data", environment.Data);
        if (code != 0)
        {
            throw new ReleaseFailedException($"the schema could not be expanded: {output}");
        }
    }

    /// <inheritdoc />
    public async Task<string?> FindWhyNotAsync(string version, CancellationToken ct)
    {
        if (!File.Exists(ProgramOf(version)))
        {
            return $"{ProgramOf(version)} is not there any more.";
        }

        var (code, output) = await RunAsync(version, ct, "migrate", "--plan", "--data", environment.Data);
        return code == 0 ? null : output;
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
        Task.FromResult(Enumerable.Range(first, count).Select(shop => KeptShop(colour, shop)).FirstOrDefault(shop => shop.HasEnded())?.LastWords());

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
            [.. Program(version), "gateway", "--urls", environment.Gateway.Address, "--management", environment.Gateway.Management, "--state", StateFile, .. others.Count > 0 ? ["--take-over"] : Array.Empty<string>()],
            SettingsWith()));
        var started = Stopwatch.GetTimestamp();
        while (await gateway.ReadAsync(ct) is not { } report || !renewed.Is(report.Process))
        {
            if (renewed.HasEnded() || Stopwatch.GetElapsedTime(started) > GatewayPatience)
            {
                var words = renewed.LastWords();
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

    /// <summary>The file that the gateway follows.</summary>
    public string StateFile => Path.Combine(environment.State, "release.json");

    private string? FindGatewayVersion() => Gateways().Select(one => one.FindVersion()).FirstOrDefault(version => version is not null);

    private IEnumerable<KeptProcess> Gateways() =>
        KeptProcess.List(environment.State).Where(name => name.StartsWith(Gateway + "-", StringComparison.Ordinal)).Select(name => new KeptProcess(environment.State, name));

    private KeptProcess KeptShop(string colour, int shop) => new(environment.State, FormattableString.Invariant($"{colour}-{shop}"));

    /// <summary>Where a shop listens, on loopback.</summary>
    internal static int PortOf(ReleaseEnvironment environment, string colour, int shop) => environment.FirstPort + (Plans.Standing.Colours.IndexOf(colour) * environment.Shops) + shop - 1;

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

    private async Task<(int Code, string Output)> RunAsync(string version, CancellationToken ct, params string[] arguments)
    {
        var command = Program(version);
        var start = new ProcessStartInfo(command[0]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = environment.State };
        foreach (var argument in command.Skip(1).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in SettingsWith())
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = await process.StandardError.ReadToEndAsync(ct);
        await output;
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, error.Trim() is { Length: > 0 } said ? said.ReplaceLineEndings(" ") : string.Create(CultureInfo.InvariantCulture, $"exit code {process.ExitCode}"));
    }

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
