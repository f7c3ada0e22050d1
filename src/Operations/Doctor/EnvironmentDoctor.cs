using System.Globalization;
using GigGatek.Operations.Deploy;
using GigGatek.Operations.Deploy.Compose;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Operations.Deploy.Kubernetes;
using GigGatek.Operations.Deploy.Plans;
using GigGatek.Operations.Deploy.Processes;
using GigGatek.Operations.Doctor.Checks;

namespace GigGatek.Operations.Doctor;

/// <summary>What is looked at in an environment, and on a machine.</summary>
/// <param name="look">Asks the shop of this program, with an environment's settings and data folder.</param>
public sealed class EnvironmentDoctor(TimeProvider clock, Func<IReadOnlyDictionary<string, string>, string, CancellationToken, Task<ShopLook>> look)
{
    private const string SecretsFolder = "/run/secrets";

    private static readonly NeededTool[] ProcessTools =
    [
        new("dotnet", "to run the shop", "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 --runtime aspnetcore"),
        new("setsid", "to start what outlives the tool", "sudo apt-get install util-linux"),
        new("kill", "to end shops as servers are ended", "sudo apt-get install procps"),
    ];

    private static readonly NeededTool[] ComposeTools =
    [
        new("docker", "to run containers", "see https://docs.docker.com/engine/install"),
        new("flock", "to give compose one command at a time", "sudo apt-get install util-linux"),
    ];

    private static readonly NeededTool[] KubernetesTools =
    [
        new("helm", "to install the chart", "see https://helm.sh/docs/intro/install"),
        new("kubectl", "to reach shops and gateways", "see https://kubernetes.io/docs/tasks/tools"),
    ];

    private static readonly NeededTool[] DevelopmentTools =
    [
        new("git", "to commit, and by the hooks", "sudo apt-get install git", IsOptional: true),
        new("docker", "for the stack of containers and its tests", "https://docs.docker.com/engine/install", IsOptional: true),
        new("mariadbd", "for ./giggatek test on MariaDB", "sudo sh tests/run/install.sh mariadb", IsOptional: true),
        new("redis-server", "for ./giggatek test with Redis", "sudo sh tests/run/install.sh redis", IsOptional: true),
    ];

    /// <summary>Of an environment, as its own machine sees it.</summary>
    /// <param name="version">That is to be released; null: none in particular.</param>
    public IReadOnlyList<IDoctorCheck> ChecksOf(ReleaseEnvironment environment, string? version)
    {
        var history = HistoryOf(environment);
        var deploy = $"giggatek deploy --env {environment.Name} --version {version ?? history.FindReleased()?.Version ?? "VERSION"}";
        return [.. ChecksBefore(environment, version), new GatewayCheck(ReleaseTargets.Open(environment, _ => { }).Switch.ReadGatewayAsync, history, deploy)];
    }

    /// <summary>Those that must be well before a release: all but the gateway, which a release makes anew.</summary>
    public IReadOnlyList<IDoctorCheck> ChecksBefore(ReleaseEnvironment environment, string? version) =>
    [
        .. environment.Target switch
        {
            ComposeTarget.Name => OfCompose(environment),
            KubernetesTarget.Name => OfKubernetes(environment),
            _ => OfProcesses(environment, version),
        },
        new ClockCheck(clock, HistoryOf(environment), ct => AskTimeAsync(environment, ct)),
    ];

    private ReleaseHistory HistoryOf(ReleaseEnvironment environment) => new(new ReleaseJournal(Path.Combine(environment.State, "journal.jsonl")), clock);

    private IEnumerable<IDoctorCheck> OfProcesses(ReleaseEnvironment environment, string? version)
    {
        var master = environment.Settings.GetValueOrDefault("Keys__MasterKeyFile", Path.Combine(environment.Data, "keys", "master.key"));
        return
        [
            new FoldersCheck([new("state", environment.State, true), new("data", environment.Data, true), new("programs", environment.Programs, false)]),
            new DiskCheck([environment.State, environment.Data]),
            new ToolsCheck(ProcessTools),
            new ProgramsCheck(environment.Programs, version),
            new PortsCheck(PortsOf(environment)),
            new SecretsCheck([master], [SecretsFolder], environment.Settings),
            .. Directory.Exists(environment.Data)
                ? [new ShopCheck(ct => look(environment.Settings, environment.Data, ct), $"giggatek migrate --data {environment.Data}")]
                : Array.Empty<IDoctorCheck>(),
        ];
    }

    /// <summary>What is inside the containers they look at themselves, by their health checks.</summary>
    private static IEnumerable<IDoctorCheck> OfCompose(ReleaseEnvironment environment)
    {
        var folder = environment.Compose.Folder;
        return
        [
            new FoldersCheck([new("compose.folder", folder, true), new("its state", environment.State, true)]),
            new DiskCheck([folder]),
            new ToolsCheck(ComposeTools),
            new SecretsCheck(
                [Path.Combine(folder, "secrets", "shop", "master.key")], [Path.Combine(folder, "secrets", "shop"), Path.Combine(folder, "secrets", "database")], environment.Settings),
        ];
    }

    private static IEnumerable<IDoctorCheck> OfKubernetes(ReleaseEnvironment environment) =>
    [
        new FoldersCheck([new("state", environment.State, true), new("kubernetes.chart", environment.Kubernetes.Chart, false)]),
        new DiskCheck([environment.State]),
        new ToolsCheck(KubernetesTools),
        new SecretsCheck([], [], environment.Settings),
    ];

    /// <summary>Of a machine that the shop is developed on, or shown on with <c>giggatek up</c>.</summary>
    /// <param name="checkout">The folder that it is started in.</param>
    public static IReadOnlyList<IDoctorCheck> ChecksOfMachine(string checkout, string data)
    {
        var folder = Directory.Exists(data) ? data : checkout;
        return
        [
            new SdkCheck(checkout),
            new FoldersCheck([new("the data folder", folder, true)]),
            new DiskCheck([folder]),
            new ToolsCheck(DevelopmentTools),
            new SecretsCheck([], [SecretsFolder, Path.Combine(data, "keys")], new Dictionary<string, string>()),
        ];
    }

    private static List<NeededPort> PortsOf(ReleaseEnvironment environment)
    {
        var isThere = KeptProcess.List(environment.State).Any(name => name.StartsWith("gateway-", StringComparison.Ordinal) && Runs(environment, name));
        return
        [
            .. from colour in Standing.Colours
               from shop in Enumerable.Range(1, environment.Shops)
               let name = string.Create(CultureInfo.InvariantCulture, $"{colour}-{shop}")
               select new NeededPort(name, ProcessTarget.PortOf(environment, colour, shop), Runs(environment, name)),
            new NeededPort("gateway.address", new Uri(environment.Gateway.Address).Port, isThere),
            new NeededPort("gateway.management", new Uri(environment.Gateway.Management).Port, isThere),
        ];
    }

    private static bool Runs(ReleaseEnvironment environment, string name) => new KeptProcess(environment.State, name).FindVersion() is not null;

    /// <summary>Null where no gateway answers, and of a cluster, whose gateways this machine does not reach.</summary>
    private static async Task<DateTimeOffset?> AskTimeAsync(ReleaseEnvironment environment, CancellationToken ct)
    {
        if (environment.Target == KubernetesTarget.Name)
        {
            return null;
        }

        try
        {
            using var client = HttpClients.Short();
            using var answer = await client.GetAsync(new Uri(new Uri(environment.Gateway.Management), "/health/live"), ct);
            return answer.Headers.Date;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}
