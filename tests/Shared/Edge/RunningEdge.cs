using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace GigGatek.Tests;

/// <summary>nginx with the configuration of <c>deploy/edge</c>, laid out and started as on a server, in front of whatever a test has.</summary>
internal sealed class RunningEdge : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-edge-");
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private RunningEdge(Uri gateway, IReadOnlyDictionary<string, string> settings)
    {
        var info = new ProcessStartInfo(Script, ["run"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Settings(gateway).Concat(settings))
        {
            info.Environment[name] = value;
        }

        // It serves as nobody where the tests are root.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_111_111);
        }

        _process = Process.Start(info)!;
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Script { get; } = Checkout.File("deploy", "edge", "edge.sh");

    /// <summary>The name that visitors ask for.</summary>
    public const string Host = "shop.example";

    public Uri Http { get; } = new($"http://127.0.0.1:{FreePorts.Next()}");

    public Uri Https { get; } = new($"https://127.0.0.1:{FreePorts.Next()}");

    public Uri Health { get; } = new($"http://127.0.0.1:{FreePorts.Next()}");

    public string Home => Path.Combine(_folder.FullName, "home");

    public string Challenges => Path.Combine(_folder.FullName, "acme");

    public string AuditLog => Path.Combine(_folder.FullName, "audit.log");

    public string AccessLog => Path.Combine(_folder.FullName, "access.log");

    public string ErrorLog => Path.Combine(_folder.FullName, "error.log");

    /// <summary>Ends the test as skipped, by name, where the three packages are not installed.</summary>
    public static void RequireNginx() => Assert.SkipUnless(
        File.Exists("/usr/lib/nginx/modules/ngx_http_modsecurity_module.so") && Directory.Exists("/usr/share/modsecurity-crs/rules"),
        "nginx, ModSecurity and the core rule set are not installed on this machine: apt-get install nginx libnginx-mod-http-modsecurity modsecurity-crs");

    public static async Task<RunningEdge> StartAsync(Uri gateway, params (string Name, string Value)[] settings)
    {
        RequireNginx();
        var edge = new RunningEdge(gateway, settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        using var client = new HttpClient(new SocketsHttpHandler());
        await Wait.Until("nginx to answer", async () =>
        {
            edge._process.HasExited.ShouldBeFalse(edge.ReadLogs());
            try
            {
                return (await client.GetAsync(new Uri(edge.Health, "/health/ready"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return edge;
    }

    /// <summary>As its operator does it when a certificate was renewed.</summary>
    public async Task ReloadAsync()
    {
        using var kill = Process.Start("kill", ["-HUP", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>What every log of it holds.</summary>
    public string ReadLogs() => string.Concat(new[] { AccessLog, AuditLog, ErrorLog }.Where(File.Exists).Select(File.ReadAllText)) + string.Join('\n', _output);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private Dictionary<string, string> Settings(Uri gateway) => new()
    {
        ["EDGE_HOME"] = Home, ["EDGE_SERVER_NAMES"] = Host, ["EDGE_GATEWAY"] = gateway.Authority, ["EDGE_TLS"] = "off", ["EDGE_WORKERS"] = "2",
        ["EDGE_HTTP"] = Http.Authority, ["EDGE_HTTPS"] = Https.Authority, ["EDGE_HEALTH"] = Health.Authority, ["EDGE_ACME"] = Challenges,
        ["EDGE_ACCESS_LOG"] = AccessLog, ["EDGE_ERROR_LOG"] = ErrorLog, ["EDGE_AUDIT_LOG"] = AuditLog,
    };
}
