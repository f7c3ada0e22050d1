using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using GigGatek.Tests.Operations.Gateway;
using GigGatek.Tests.Operations.Replicas;

namespace GigGatek.Tests.Operations.Containers;

/// <summary>
/// The whole production shape on this machine: the shipped files in a folder of their own, and what the manual tells a newcomer to type
/// there (<see cref="ReleasesManual"/>). One for all tests that need it; each leaves it whole.
/// </summary>
public sealed partial class ComposeStack : IAsyncLifetime
{
    private const string PartSku = "PART-1";

    private readonly string _root = Directory.CreateTempSubdirectory("giggatek-compose-").FullName;
    private readonly string _project = $"giggatek-test-{Platform.Secrets.NewReadable(8).ToLowerInvariant()}";
    private readonly Lazy<Task> _start;

    public ComposeStack() => _start = new Lazy<Task>(StartAsync);

    /// <summary>Where visitors reach it: the gateway.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Where the gateway tells how it is.</summary>
    public Uri Management { get; private set; } = new("http://localhost");

    /// <summary>Goods of the shop.</summary>
    public IReadOnlyList<string> Skus { get; } = [PartSku];

    /// <summary>What <c>init-env</c> printed when it ran first.</summary>
    public string Initialised { get; private set; } = "";

    /// <summary>What the rest of the page's lines printed, the owner's password among it.</summary>
    public string Installed { get; private set; } = "";

    /// <summary>The folder of the host: compose.yaml, .env, secrets, state.</summary>
    public string Folder => Path.Combine(_root, "deploy", "compose");

    /// <summary>Files besides compose.yaml.</summary>
    internal IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>What the edge shows visitors, where <see cref="Overrides"/> has one: they come to it then.</summary>
    internal TestCertificate? EdgeCertificate { get; init; }

    /// <summary>Does it limit how often visitors may ask? Those of most tests come too often.</summary>
    internal bool Limits { get; init; }

    private string LimitsSetting => $"GIGGATEK_RATE_LIMITS={(Limits ? "true" : "false")}";

    /// <summary>Brings it up at first; what kept it down is told to each test. Ends the test as skipped where there is no engine.</summary>
    internal async Task RequireAsync(ShopImage image)
    {
        await image.RequireAsync();
        await _start.Value;
    }

    /// <summary>A command of docker compose on this stack, which must succeed.</summary>
    internal async Task<string> ComposeAsync(params string[] arguments)
    {
        var result = await TryComposeAsync(arguments);
        result.ExitCode.ShouldBe(0, $"{await TellStateAsync()}\ndocker compose {string.Join(' ', arguments)} said:\n{result.All}");
        return result.Output;
    }

    internal Task<CommandResult> TryComposeAsync(params string[] arguments) =>
        CommandResult.OfAsync("env", Folder, [LimitsSetting, "docker", "compose", .. arguments]);

    /// <summary>A command of the program, beside the running shop.</summary>
    internal Task<string> ProgramAsync(params string[] arguments) => ComposeAsync(["exec", "-T", "worker", "/app/giggatek", .. arguments]);

    /// <summary>Buys what is for sale, as a visitor does, and pays.</summary>
    internal async Task BuyAsync()
    {
        var faults = new ConcurrentQueue<string>();
        using var buyer = new Visitor(Address, Skus, faults, thumbprint: EdgeCertificate?.Thumbprint);
        await buyer.Buys(Skus[0]);
        faults.ShouldBeEmpty();
        buyer.Paid.Count.ShouldBe(1);
    }

    /// <summary>As the image's documentation says: no program of this project on the host.</summary>
    internal Task<CommandResult> InitEnvAsync() =>
        Docker.RunContainerAsync("--user", "0", "--volume", $"{Folder}:/host", ShopImage.Tag, "init-env", "--dir", "/host");

    /// <summary>The secrets in the files of the host, whole, and the words of connection strings that are secret.</summary>
    internal IReadOnlyList<string> ListSecrets() =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "secrets"), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".enc", StringComparison.Ordinal) && !file.Contains("keyring", StringComparison.Ordinal))
            .SelectMany(file => LongWord().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct()];

    /// <summary>Puts a certificate where the edge reads it, as whoever renews it does.</summary>
    internal async Task PutCertificateAsync(TestCertificate certificate)
    {
        var put = await CommandResult.OfAsync(
            "install", null, ["-D", "--mode=600", "--owner=1654", "--group=1654", "--target-directory", Path.Combine(Folder, "secrets", "edge"), certificate.File, certificate.KeyFile]);
        put.ExitCode.ShouldBe(0, put.All);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder))
        {
            await TryComposeAsync("--profile", "tools", "down", "--volumes", "--remove-orphans", "--timeout", "2");
        }

        Directory.Delete(_root, recursive: true);
    }

    private async Task StartAsync()
    {
        var typed = ReleasesManual.OnTheHost;
        typed[0].ShouldBe($"git clone REPOSITORY /srv/giggatek && cd {ReleasesManual.Folder}");
        foreach (var part in new[] { "compose", "database", "redis", "proxysql" })
        {
            CopyTracked(part);
        }

        var image = typed.ToList().FindIndex(line => line.StartsWith("sed -i", StringComparison.Ordinal));
        Initialised = await TypeAsync([.. typed.Take(image + 1).Skip(1)]);
        await ChooseSettingsAsync();
        Installed = await TypeAsync([.. typed.Skip(image + 1)]);
        await FurnishAsync();
    }

    /// <summary>
    /// Types lines in the host's folder. Two programs stand in: docker, for what it fetches is here already, and not every engine leaves the exit
    /// code of a container that is removed by itself; systemctl, for a machine that runs tests need have no systemd.
    /// </summary>
    private async Task<string> TypeAsync(IReadOnlyList<string> lines)
    {
        var (programs, units) = (Directory.CreateDirectory(Path.Combine(_root, "bin")).FullName, Directory.CreateDirectory(Path.Combine(_root, "units")).FullName);
        ShellScript.Write(Path.Combine(programs, "systemctl"), $"test -s '{units}/giggatek.service' && echo \"systemctl $*\"");
        ShellScript.Write(Path.Combine(programs, "docker"), """
            PATH=${PATH#*:} name=
            [ "$1" = pull ] && exec docker image inspect --format "$2 is here" "$2"
            [ "$1" = run ] && name=--name=giggatek-typed-$$
            for word; do
              shift
              [ "$word" = --rm ] && set -- "$@" $name || set -- "$@" "$word"
            done
            docker "$@"
            code=$?
            [ -z "$name" ] || docker rm --force "${name#--name=}" >/dev/null
            exit $code
            """);
        var script = string.Join('\n', lines).Replace($"{ReleasesManual.Image}:{ReleasesManual.First}", ShopImage.Tag, StringComparison.Ordinal)
            .Replace("/etc/systemd/system", units, StringComparison.Ordinal);
        var result = await CommandResult.OfAsync("sh", Folder, ["-euc", $"export {LimitsSetting} PATH='{programs}':$PATH\n{script}"]);
        result.ExitCode.ShouldBe(0, result.All + await TellStateAsync());
        return result.All;
    }

    /// <summary>What a checkout has, and no secrets that a developer made in it.</summary>
    private void CopyTracked(string part)
    {
        var from = Checkout.File("deploy", part);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(from, file).Split('/').Any(name => name is "secrets" or "state" or ".env")))
        {
            var to = Path.Combine(_root, "deploy", part, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    private async Task ChooseSettingsAsync()
    {
        var (port, management) = (FreePorts.Next(), FreePorts.Next());
        Address = new Uri($"http://localhost:{port}");
        Management = new Uri($"http://127.0.0.1:{management}");
        var settings = File.ReadAllText(Path.Combine(Folder, ".env"));
        if (EdgeCertificate is not null)
        {
            settings += await PutEdgeAsync(EdgeCertificate);
        }

        settings.ShouldContain($"\nGIGGATEK_IMAGE={ShopImage.Tag}\n");
        settings = UrlSetting().Replace(settings, $"GIGGATEK_PUBLIC_URL={Address.GetLeftPart(UriPartial.Authority)}");
        settings = PortSetting().Replace(settings, $"GIGGATEK_PORT={port}");
        File.WriteAllText(Path.Combine(Folder, ".env"), $"{settings}GIGGATEK_MANAGEMENT_PORT={management}\nCOMPOSE_PROJECT_NAME={_project}\nCOMPOSE_FILE={string.Join(':', ["compose.yaml", .. Overrides])}\n");
    }

    /// <summary>The edge's certificate and doors; answers its settings.</summary>
    private async Task<string> PutEdgeAsync(TestCertificate certificate)
    {
        var (http, https) = (FreePorts.Next(), FreePorts.Next());
        Address = new Uri($"https://localhost:{https}");
        Directory.CreateDirectory(Path.Combine(Folder, "state", "acme"));
        await PutCertificateAsync(certificate);
        return $"GIGGATEK_EDGE_IMAGE={EdgeImage.Tag}\nGIGGATEK_EDGE_NAMES=localhost\nGIGGATEK_EDGE_HTTP_PORT={http}\nGIGGATEK_EDGE_HTTPS_PORT={https}\n";
    }

    private async Task FurnishAsync()
    {
        var part = new { name = "Part of the tests", category = "widget", price = 200, variants = new[] { new { grade = "Good", price = 100, stock = 100_000, sku = PartSku } } };
        var file = Path.Combine(_root, "parts.jsonl");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(part));
        await ComposeAsync("--profile", "tools", "run", "-T", "--no-deps", "--volume", $"{file}:/parts.jsonl:ro", "tools", "import", "/parts.jsonl", "--rejects", "/data/rejects.jsonl");
    }

    private async Task<string> TellStateAsync()
    {
        var (state, logs) = (await TryComposeAsync("ps", "--all"), await TryComposeAsync("logs", "--tail", "40"));
        return $"\n{state.All}\n{logs.All}";
    }

    [GeneratedRegex("(?m)^GIGGATEK_PUBLIC_URL=.*$")]
    private static partial Regex UrlSetting();

    [GeneratedRegex("(?m)^GIGGATEK_PORT=.*$")]
    private static partial Regex PortSetting();

    [GeneratedRegex("[A-Za-z0-9+/=]{40,}")]
    private static partial Regex LongWord();
}
