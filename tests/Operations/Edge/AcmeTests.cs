using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using GigGatek.Tests.Operations.Containers;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>certbot as docs/operations/edge.md says to call it, before an authority of the tests: the first certificate, and one that follows it.</summary>
public sealed class AcmeTests : IAsyncLifetime
{
    private const string Issuer = "CN=Authority of the tests";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-acme-");
    private RecordingGateway? _gateway;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Certificates => Path.Combine(_folder.FullName, "tls");

    public async ValueTask InitializeAsync()
    {
        RunningEdge.RequireNginx();
        Assert.SkipUnless(File.Exists("/usr/bin/certbot"), "certbot is not installed on this machine: apt-get install certbot");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);    // nginx reads the proof as nobody
        }

        _gateway = await RecordingGateway.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_page_leads_from_a_certificate_of_ones_own_to_one_of_an_authority_and_its_renewal_is_noticed_by_nobody()
    {
        var page = ReadPage();
        await using var edge = await StartAsync(page);
        await using var authority = await CertificateAuthority.StartAsync(edge.Http);
        ConfigureCertbot(authority);
        using (var own = await AskCertificateAsync(edge))
        {
            own.Subject.ShouldBe($"CN={RunningEdge.Host}");
            own.Issuer.ShouldBe(own.Subject);
        }

        await Types(page[^1], edge);
        await Wait.Until("the authority's certificate", async () => (await AskCertificateAsync(edge)).Issuer == Issuer);
        using var first = await AskCertificateAsync(edge);
        first.MatchesHostname(RunningEdge.Host).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(Certificates, "tls.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, "nobody else reads a key");
        }

        using var stop = new CancellationTokenSource();
        var visitor = VisitAsync(edge, stop.Token);
        await Types("certbot renew --force-renewal --no-random-sleep-on-renew", edge);
        await Wait.Until("the one that follows", async () => (await AskCertificateAsync(edge)).SerialNumber != first.SerialNumber);
        await stop.CancelAsync();
        (await visitor).ShouldBeGreaterThan(5);
        authority.Issued.ShouldBe(2);
        authority.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_proof_there_is_none_and_the_old_one_stays()
    {
        var page = ReadPage();
        await using var edge = await StartAsync(page);
        await using var authority = await CertificateAuthority.StartAsync(edge.Http);
        ConfigureCertbot(authority);
        var before = await File.ReadAllTextAsync(Path.Combine(Certificates, "tls.crt"), Ct);
        var said = await RunAsync(page[^1].Replace("/var/lib/giggatek-edge/acme", _folder.CreateSubdirectory("elsewhere").FullName, StringComparison.Ordinal), edge);
        said.ExitCode.ShouldNotBe(0);
        authority.Refusals.Single().ShouldStartWith("404");
        authority.Issued.ShouldBe(0);
        (await File.ReadAllTextAsync(Path.Combine(Certificates, "tls.crt"), Ct)).ShouldBe(before);
    }

    [Fact]
    public async Task Where_nginx_is_no_process_of_this_host_the_hook_tells_it_as_it_is_told_to()
    {
        Directory.CreateDirectory(Certificates);
        foreach (var file in new[] { "fullchain.pem", "privkey.pem" })
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), file, Ct);
        }

        var hook = $"RENEWED_LINEAGE={_folder.FullName} EDGE_CERTIFICATE={Certificates}/tls.crt EDGE_CERTIFICATE_KEY={Certificates}/tls.key EDGE_RELOAD='echo told >{Certificates}/told' {Checkout.File("deploy", "edge", "renewed.sh")}";
        var said = await CommandResult.OfAsync("sh", Checkout.Root, ["-c", hook]);
        said.ExitCode.ShouldBe(0, said.All);
        Directory.GetFiles(Certificates).Select(Path.GetFileName).ShouldBe(["tls.crt", "tls.key", "told"], ignoreOrder: true);
        (await File.ReadAllTextAsync(Path.Combine(Certificates, "tls.key"), Ct)).ShouldBe("privkey.pem");
    }

    /// <summary>What the page says to type: folders, a certificate of one's own, certbot.</summary>
    private static IReadOnlyList<string> ReadPage()
    {
        var lines = File.ReadAllLines(Checkout.File("docs", "operations", "edge.md")).SkipWhile(line => line != "## Certificates by ACME")
            .SkipWhile(line => line != "```").Skip(1).TakeWhile(line => line != "```").ToList();
        lines.Count.ShouldBe(3);
        lines[^1].ShouldStartWith("certbot certonly");
        return lines;
    }

    /// <summary>All of the page but certbot, and then the edge.</summary>
    private async Task<RunningEdge> StartAsync(IReadOnlyList<string> page)
    {
        foreach (var line in page.Take(page.Count - 1))
        {
            await Types(line, null);
        }

        return await RunningEdge.StartAsync(
            _gateway!.Address, ("EDGE_TLS", "on"), ("EDGE_CERTIFICATE", Path.Combine(Certificates, "tls.crt")), ("EDGE_CERTIFICATE_KEY", Path.Combine(Certificates, "tls.key")),
            ("EDGE_ACME", Path.Combine(_folder.FullName, "acme")));
    }

    /// <summary>Where certbot looks for what is not on its command line: another authority, and no folder of the machine.</summary>
    private void ConfigureCertbot(CertificateAuthority authority)
    {
        var folder = _folder.CreateSubdirectory(Path.Combine("config", "letsencrypt"));
        File.WriteAllText(
            Path.Combine(folder.FullName, "cli.ini"),
            $"server = {authority.Directory}\nconfig-dir = {_folder.FullName}/certbot\nwork-dir = {_folder.FullName}/work\nlogs-dir = {_folder.FullName}/logs\n");
    }

    private async Task Types(string line, RunningEdge? edge)
    {
        var said = await RunAsync(line, edge);
        said.ExitCode.ShouldBe(0, said.All);
    }

    private Task<CommandResult> RunAsync(string line, RunningEdge? edge)
    {
        var typed = line.Replace("shop.example.com", RunningEdge.Host, StringComparison.Ordinal).Replace("/etc/giggatek-edge", Certificates, StringComparison.Ordinal)
            .Replace("/var/lib/giggatek-edge/acme", Path.Combine(_folder.FullName, "acme"), StringComparison.Ordinal).Replace("/srv/giggatek", Checkout.Root, StringComparison.Ordinal)
            .Replace("/run/giggatek-edge", edge?.Home ?? "/nowhere", StringComparison.Ordinal);
        return CommandResult.OfAsync("sh", Checkout.Root, ["-c", $"XDG_CONFIG_HOME={_folder.FullName}/config\nexport XDG_CONFIG_HOME\n{typed}"]);
    }

    private static async Task<X509Certificate2> AskCertificateAsync(RunningEdge edge)
    {
        X509Certificate2? shown = null;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, edge.Https.Port, Ct);
        await using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, _) => (shown = new X509Certificate2(certificate!)) is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = RunningEdge.Host }, Ct);
        return shown!;
    }

    /// <summary>A visitor with a connection of his own each time; each must be answered.</summary>
    private static async Task<int> VisitAsync(RunningEdge edge, CancellationToken stop)
    {
        var answers = 0;
        while (!stop.IsCancellationRequested)
        {
            using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Issuer == Issuer } };
            handler.ConnectCallback = async (_, cancelled) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, edge.Https.Port, cancelled);
                return new NetworkStream(socket, ownsSocket: true);
            };
            using var client = new HttpClient(handler);
            (await client.GetAsync(new Uri($"https://{RunningEdge.Host}/"), Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
            answers++;
        }

        return answers;
    }
}
