using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GigGatek.Tests.Operations.Gateway;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>nginx as it is shipped, apart from the firewall: names, TLS, headers, limits, logs.</summary>
public sealed class EdgeTests : IAsyncLifetime
{
    private const string Attack = "/search?q=%3Cscript%3Ealert(1)%3C/script%3E";

    private readonly DirectoryInfo _certificates = Directory.CreateTempSubdirectory("giggatek-certificates-");
    private RecordingGateway _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        RunningEdge.RequireNginx();
        _gateway = await RecordingGateway.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _certificates.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_a_visitor_is_says_the_edge_and_what_he_says_himself_is_gone()
    {
        await using var edge = await RunningEdge.StartAsync(_gateway.Address);
        using var connection = new RawConnection(edge.Http);
        var answer = await connection.AskAsync(new RawRequest("", "GET", "/p/a%20part?x=1", Headers:
        [
            ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Prefix", "/evil"), ("X-Real-IP", "203.0.113.9"),
            ("Forwarded", "for=203.0.113.9"), ("X-Original-URL", "/admin"), ("X-Rewrite-URL", "/admin"), ("X-HTTP-Method-Override", "DELETE"), ("Upgrade", "h2c"), ("TE", "trailers"),
        ]));

        answer.Status.ShouldBe(200);
        answer.Header("Server").ShouldBe("nginx", "and no version");
        answer.Header("Cache-Control").ShouldBe("private, no-store");
        var arrived = _gateway.Arrivals.Single();
        arrived.Target.ShouldBe("/p/a%20part?x=1");
        arrived.Header("Host").ShouldBe(RunningEdge.Host);
        arrived.Header("X-Forwarded-For").ShouldBe("127.0.0.1");
        arrived.Header("X-Forwarded-Proto").ShouldBe("http");
        arrived.Header("X-Forwarded-Host").ShouldBe(RunningEdge.Host);
        foreach (var gone in new[] { "X-Forwarded-Prefix", "X-Real-IP", "Forwarded", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "Upgrade", "TE" })
        {
            arrived.Header(gone).ShouldBeNull(gone);
        }
    }

    [Theory]
    [InlineData("shop.example", "shop.example")]
    [InlineData("shop.example:8443", "shop.example:8443")]
    [InlineData("SHOP.example:8443", "shop.example:8443")]
    [InlineData("shop.example:", "shop.example")]
    public async Task The_shop_hears_the_port_that_a_visitor_asked_for_because_his_browser_names_it_as_origin(string asked, string heard)
    {
        await using var edge = await RunningEdge.StartAsync(_gateway.Address);
        using var connection = new RawConnection(edge.Http);
        (await connection.AskAsync(new RawRequest("", "POST", "/cart/add", "sku=1", Attacks.Form), host: asked)).Status.ShouldBe(200);
        _gateway.Arrivals.Single().Header("Host").ShouldBe(heard);
    }

    [Fact]
    public async Task A_proxy_that_is_named_is_believed_and_only_as_far_as_it_goes()
    {
        await using var edge = await RunningEdge.StartAsync(_gateway.Address, ("EDGE_TRUSTED_PROXIES", "127.0.0.0/8 10.0.0.0/8"));
        using var connection = new RawConnection(edge.Http);
        await connection.AskAsync(new RawRequest("", "GET", "/", Headers: [("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 10.1.2.3"), ("X-Forwarded-Proto", "https")]));
        _gateway.Arrivals.Single().Header("X-Forwarded-For").ShouldBe("203.0.113.9", "what stands before it a stranger may have written");
        _gateway.Arrivals.Single().Header("X-Forwarded-Proto").ShouldBe("https");
    }

    [Fact]
    public async Task Another_name_and_what_is_told_to_operators_only_are_refused()
    {
        await using var edge = await RunningEdge.StartAsync(_gateway.Address);
        using var connection = new RawConnection(edge.Http);
        (await connection.AskAsync(new RawRequest("", "GET", "/"), host: "evil.example")).Status.ShouldBe(421);
        foreach (var path in new[] { "/health/ready", "/health", "/info", "/metrics" })
        {
            (await connection.AskAsync(new RawRequest("", "GET", path))).Status.ShouldBe(404, path);
        }

        _gateway.Arrivals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tls_ends_here_with_http_2_and_a_renewed_certificate_counts_after_a_reload()
    {
        WriteCertificate("first");
        await using var edge = await StartWithTls();
        (await Certificate(edge, RunningEdge.Host)).ShouldBe("CN=first");

        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsOurs(certificate) }, ConnectCallback = (_, ct) => Connect(edge.Https, ct) })
        {
            DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        (await client.GetAsync(new Uri($"https://{RunningEdge.Host}/"), Ct)).Version.ShouldBe(HttpVersion.Version20);
        _gateway.Arrivals.Single().Header("X-Forwarded-Proto").ShouldBe("https");
        (await client.GetAsync(new Uri($"https://{RunningEdge.Host}{Attack}"), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        WriteCertificate("second");
        await edge.ReloadAsync();
        await Wait.Until("the new certificate", async () => await Certificate(edge, RunningEdge.Host) == "CN=second");
        await Should.ThrowAsync<Exception>(() => Certificate(edge, "evil.example"));
    }

    [Fact]
    public async Task Port_80_answers_acme_and_sends_everybody_else_to_https()
    {
        WriteCertificate("one");
        await using var edge = await StartWithTls();
        var folder = Directory.CreateDirectory(Path.Combine(edge.Challenges, ".well-known", "acme-challenge"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "token_1-a"), "token_1-a.thumbprint", Ct);
        using var connection = new RawConnection(edge.Http);
        (await connection.AskAsync(new RawRequest("", "GET", "/.well-known/acme-challenge/token_1-a"))).Body.ShouldBe("token_1-a.thumbprint");
        (await connection.AskAsync(new RawRequest("", "GET", "/.well-known/acme-challenge/none"))).Status.ShouldBe(404);
        (await connection.AskAsync(new RawRequest("", "GET", "/.well-known/acme-challenge/..%2f..%2fhome/nginx.conf"))).Status.ShouldBeOneOf([308, 400, 404], "not the file");
        var elsewhere = await connection.AskAsync(new RawRequest("", "POST", "/cart/add?x=1", "sku=1", Attacks.Form));
        elsewhere.Status.ShouldBe(308);
        elsewhere.Header("Location").ShouldBe($"https://{RunningEdge.Host}/cart/add?x=1");
        _gateway.Arrivals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bodies_and_headers_end_where_the_shop_says_and_a_catalogue_flows_through()
    {
        await using var edge = await RunningEdge.StartAsync(_gateway.Address);
        using var connection = new RawConnection(edge.Http);
        var most = new string('x', 1024 * 1024 - 100);
        (await connection.AskAsync(new RawRequest("", "POST", "/cart/add", "sku=" + most, Attacks.Form))).Status.ShouldBe(200);
        (await connection.AskAsync(new RawRequest("", "POST", "/cart/add", "sku=" + most + most, Attacks.Form))).Status.ShouldBe(413);
        (await connection.AskAsync(new RawRequest("", "GET", "/search?q=" + new string('x', 12_000)))).Status.ShouldBe(200, "the shop says why it takes 8 KiB");
        (await connection.AskAsync(new RawRequest("", "GET", "/search?q=" + new string('x', 20_000)))).Status.ShouldBe(414);
        connection.Dispose();
        (await connection.AskAsync(new RawRequest("", "GET", "/", Headers: ("X-Long", new string('x', 20_000))))).Status.ShouldBe(400);
        connection.Dispose();

        _gateway.Forget();
        var file = string.Concat(Enumerable.Repeat("{\"name\":\"<script>alert(1)</script>\"}\n", 100_000));
        (await connection.AskAsync(new RawRequest("", "POST", "/admin/imports", $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"parts.jsonl\"\r\n\r\n{file}\r\n--b--\r\n", "multipart/form-data; boundary=b"))).Status.ShouldBe(200);
        _gateway.Arrivals.Single().Target.ShouldBe("/admin/imports");
        _gateway.Arrivals.Single().Body.Length.ShouldBeGreaterThan(file.Length);
        (await connection.AskAsync(new RawRequest("", "GET", "/admin/imports/upload-passes-here"))).Status.ShouldBe(404, "nobody comes there from outside");
    }

    [Fact]
    public async Task Slow_senders_keep_nobody_behind_busy_and_one_address_has_not_all_connections()
    {
        await using var edge = await RunningEdge.StartAsync(_gateway.Address, ("EDGE_CONNECTIONS_PER_ADDRESS", "4"));
        var slow = Enumerable.Range(0, 3).Select(_ => new RawConnection(edge.Http)).ToList();
        await Task.WhenAll(slow.Select(connection => connection.SendAsync(Encoding.ASCII.GetBytes($"POST /cart/add HTTP/1.1\r\nHost: {RunningEdge.Host}\r\nContent-Type: {Attacks.Form}\r\nContent-Length: 100\r\n\r\nsku="))));
        await Task.Delay(300, Ct);
        _gateway.Arrivals.ShouldBeEmpty("a body is received whole first");
        using var quick = new RawConnection(edge.Http);
        (await quick.AskAsync(new RawRequest("", "GET", "/"))).Status.ShouldBe(200);
        var ended = await Task.WhenAll(slow.Select(connection => connection.ReadAllAsync(TimeSpan.FromSeconds(25))));
        ended.ShouldAllBe(answer => answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal));
        slow.ForEach(connection => connection.Dispose());
        _gateway.Arrivals.Count.ShouldBe(1, "none of the slow ones came through");

        var busy = Enumerable.Range(0, 4).Select(_ => new RawConnection(edge.Http)).ToList();
        var answers = busy.Select(connection => connection.AskAsync(new RawRequest("", "GET", "/slow"))).ToList();
        await Wait.Until("four requests", () => _gateway.Arrivals.Count == 5);
        (await quick.AskAsync(new RawRequest("", "GET", "/"))).Status.ShouldBe(429);
        _gateway.Thinks.SetResult();
        (await Task.WhenAll(answers)).ShouldAllBe(answer => answer.Status == 200);
        busy.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task Without_a_gateway_there_is_a_sentence_and_the_edge_is_well()
    {
        await using var edge = await RunningEdge.StartAsync(new Uri($"http://127.0.0.1:{FreePorts.Next()}"));
        using var connection = new RawConnection(edge.Http);
        var answer = await connection.AskAsync(new RawRequest("", "GET", "/"));
        answer.Status.ShouldBe(503);
        answer.Header("Retry-After").ShouldBe("5");
        answer.Body.ShouldContain("cannot be reached");
        using var health = new RawConnection(edge.Health);
        (await health.AskAsync(new RawRequest("", "GET", "/health/live"))).Body.ShouldBe("Healthy\n");
    }

    [Fact]
    public async Task What_was_refused_is_written_down_under_the_number_that_its_sender_has_and_no_secret_is_in_any_log()
    {
        await using var edge = await RunningEdge.StartAsync(_gateway.Address);
        using var connection = new RawConnection(edge.Http);
        var refused = await connection.AskAsync(new RawRequest(
            "", "POST", "/account/sign-in?x=%3Cscript%3Ealert(1)%3C/script%3E", "email=ada%40example.com&password=%27%20OR%201%3D1--pass-phrase-of-ada&card=4242424242424242&number=4242%204242%204242%204242&cvc=digits-on-the-back&token=mailed-token", Attacks.Form,
            ("Cookie", "gg_session=session-of-ada; __stripe_mid=stripes-id"), ("Authorization", "Bearer key-of-ada")));
        refused.Status.ShouldBe(403);
        (await connection.AskAsync(new RawRequest("", "GET", "/account/reset?user=1&token=mailed-token&x=%3Cscript%3E", Headers: ("Cookie", "gg_session=session-of-ada")))).Status.ShouldBe(403);
        (await connection.AskAsync(new RawRequest("", "GET", "/orders/secret-of-the-order/pay?x=%3Cscript%3E"))).Status.ShouldBe(403);
        (await connection.AskAsync(new RawRequest("", "POST", "/api/v1/sessions", """{"email":"<script>","password":"' OR 1=1 -- pass-phrase-of-ada"}""", "application/json"))).Status.ShouldBe(403);
        (await connection.AskAsync(new RawRequest("", "GET", "/orders/secret-of-the-order"))).Status.ShouldBe(200);
        await Wait.Until("five lines", () => File.ReadAllLines(edge.AccessLog).Length == 5);

        var audit = await File.ReadAllTextAsync(edge.AuditLog, Ct);
        audit.ShouldContain(refused.Header("X-Request-Id")!);
        audit.ShouldContain("941100");
        (await File.ReadAllTextAsync(edge.AccessLog, Ct)).ShouldContain("\"path\":\"/orders/-/pay\"");
        var logs = edge.ReadLogs();
        foreach (var secret in new[] { "pass-phrase-of-ada", "4242424242424242", "4242 4242", "digits-on-the-back", "session-of-ada", "stripes-id", "key-of-ada", "mailed-token", "secret-of-the-order", "ada@example.com" })
        {
            logs.ShouldNotContain(secret);
        }
    }

    [Theory]
    [InlineData("EDGE_GATEWAY", "gateway:8080; }", "where the gateway is")]
    [InlineData("EDGE_GATEWAY", "gateway:8080\nroot:1", "where the gateway is")]
    [InlineData("EDGE_SERVER_NAMES", "", "the names that visitors ask for")]
    [InlineData("EDGE_TRUSTED_PROXIES", "10.0.0.0/8; evil", "addresses and networks")]
    [InlineData("EDGE_ENGINE", "off", "On, DetectionOnly or Off")]
    public async Task A_setting_that_is_none_is_refused_in_a_sentence(string name, string value, string sentence)
    {
        var info = new System.Diagnostics.ProcessStartInfo(RunningEdge.Script, ["render"]) { RedirectStandardError = true };
        (info.Environment["EDGE_SERVER_NAMES"], info.Environment["EDGE_GATEWAY"], info.Environment["EDGE_HOME"]) = ("shop.example", "gateway:8080", _certificates.FullName);
        info.Environment[name] = value;
        using var process = System.Diagnostics.Process.Start(info)!;
        var error = await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        process.ExitCode.ShouldBe(2);
        error.ShouldContain(name);
        error.ShouldContain(sentence);
    }

    [Fact]
    public async Task A_visitor_is_himself_to_the_gateway_which_believes_this_edge()
    {
        await using var shop = await StubShop.StartAsync("blue");
        await using var gateway = await RunningGateway.StartAsync([RunningGateway.Colour("blue", 100, shop.Address)], new Dictionary<string, string> { ["Gateway__TrustedProxies__0"] = "127.0.0.1" });
        await using var edge = await RunningEdge.StartAsync(gateway.Address, ("EDGE_TRUSTED_PROXIES", "127.0.0.1"));
        using var connection = new RawConnection(edge.Http);
        var headers = (await connection.AskAsync(new RawRequest("", "GET", "/headers", Headers: ("X-Forwarded-For", "203.0.113.9")))).Body;
        headers.ShouldContain("X-Forwarded-For: 203.0.113.9");
        headers.ShouldContain($"X-Forwarded-Host: {RunningEdge.Host}");
    }

    private Task<RunningEdge> StartWithTls() => RunningEdge.StartAsync(
        _gateway.Address, ("EDGE_TLS", "on"), ("EDGE_CERTIFICATE", Path.Combine(_certificates.FullName, "tls.crt")), ("EDGE_CERTIFICATE_KEY", Path.Combine(_certificates.FullName, "tls.key")));

    private static bool IsOurs(X509Certificate? certificate) => certificate?.Subject is "CN=first" or "CN=second";

    private void WriteCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(Path.Combine(_certificates.FullName, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_certificates.FullName, "tls.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private static async ValueTask<Stream> Connect(Uri address, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<string> Certificate(RunningEdge edge, string name)
    {
        using var tls = new SslStream(await Connect(edge.Https, Ct));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, RemoteCertificateValidationCallback = (_, certificate, _, _) => IsOurs(certificate) }, Ct);
        return tls.RemoteCertificate!.Subject;
    }
}
