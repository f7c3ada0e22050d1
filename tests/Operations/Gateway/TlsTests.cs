using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>https at the gateway: its certificate, what it speaks, and what it does not.</summary>
public sealed class TlsTests(TlsTests.Encrypted encrypted) : IClassFixture<TlsTests.Encrypted>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningGateway Gateway => encrypted.Gateway;

    private TestCertificate Certificate => encrypted.Certificate;

    [Fact]
    public async Task A_certificate_that_was_renewed_is_shown_to_new_connections_and_those_that_there_are_go_on()
    {
        var before = Certificate.Thumbprint;
        using var kept = Client(HttpVersion.Version20);
        using var download = await kept.GetAsync("/download", HttpCompletionOption.ResponseHeadersRead, Ct);

        Certificate.Renew();
        await Wait.Until("the new certificate", async () =>
        {
            var shown = await ShownCertificate();
            shown.ShouldBeOneOf(before, Certificate.Thumbprint);
            (await kept.GetStringAsync("/", Ct)).ShouldBe("shop 0");
            return shown == Certificate.Thumbprint;
        });

        await File.WriteAllTextAsync(Certificate.KeyFile, "not a key", Ct);
        await Wait.Until("the wrong one to be named", () => Gateway.Process.Output.Contains("cannot be used", StringComparison.Ordinal));
        (await ShownCertificate()).ShouldBe(Certificate.Thumbprint, "the one before goes on");

        Certificate.Renew();
        await Wait.Until("the next certificate", async () => await ShownCertificate() == Certificate.Thumbprint);
        encrypted.Shops[0].Thinks.TrySetResult();
        (await download.Content.ReadAsStringAsync(Ct)).ShouldEndWith("the end");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task It_speaks_TLS_12_and_13(SslProtocols protocol)
    {
        await using var stream = await Shake(protocol, SslApplicationProtocol.Http2, SslApplicationProtocol.Http11);
        stream.SslProtocol.ShouldBe(protocol);
        stream.NegotiatedApplicationProtocol.ShouldBe(SslApplicationProtocol.Http2);
    }

    /// <summary>A client of .NET would refuse by itself, so the greeting is written by hand: RFC 5246, 7.4.1.2, and for refusals 7.2.</summary>
    [Theory]
    [InlineData(3, 22)]    // 1.2: a handshake goes on
    [InlineData(2, 21)]    // 1.1: an alert
    public async Task It_does_not_speak_TLS_11(byte minor, byte answer)
    {
        byte[] body =
        [
            3, minor, .. new byte[32], 0, 0, 4, 0xC0, 0x2B, 0xC0, 0x09, 1, 0,    // no session, ECDHE-ECDSA with AES-128 (GCM, CBC), no compression
            0, 22, 0, 10, 0, 4, 0, 2, 0, 0x17, 0, 13, 0, 4, 0, 2, 4, 3, 0, 11, 0, 2, 1, 0,    // P-256, ECDSA with SHA-256, points not compressed
        ];
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Gateway.Address.Host, Gateway.Address.Port, Ct);
        await socket.SendAsync((byte[])[22, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body], Ct);
        var record = new byte[7];
        var read = 0;
        while (read < record.Length && await socket.ReceiveAsync(record.AsMemory(read), Ct) is var count and > 0)
        {
            read += count;
        }

        record[0].ShouldBe(answer);
        if (answer == 21)
        {
            record[6].ShouldBe((byte)70, "protocol_version");
        }
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Answers_of_its_own_demand_https_from_then_on(string version)
    {
        using var client = Client(Version.Parse(version));
        using var answer = await client.GetAsync("/health/ready", Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Version.ShouldBe(Version.Parse(version));
        answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000; includeSubDomains"]);
        (await client.GetStringAsync("/headers", Ct)).ShouldContain("X-Forwarded-Proto: https");
    }

    [Fact]
    public async Task HTTP_3_is_served_where_the_machine_can_speak_it()
    {
        Assert.SkipUnless(CanSpeakQuic, "There is no msquic on this machine.");
        await using var gateway = await RunningGateway.StartAsync(
            [RunningGateway.Colour("blue", 100, encrypted.Shops[0].Address)], new Dictionary<string, string>(encrypted.Settings) { ["Gateway__Http3"] = "true" }, "https");
        using var client = Client(HttpVersion.Version30, gateway.Address);
        (await client.GetStringAsync("/", Ct)).ShouldBe("shop 0");
    }

    [Fact]
    public async Task HTTP_3_is_a_sentence_where_it_cannot()
    {
        Assert.SkipWhen(CanSpeakQuic, "There is msquic on this machine.");
        await using var wrong = ServerProcess.Start(
            new Dictionary<string, string> { ["Gateway__Http3"] = "true" },
            "gateway", "--urls", $"http://127.0.0.1:{FreePorts.Next()}", "--management", $"http://127.0.0.1:{FreePorts.Next()}", "--state", Gateway.File.Path);
        (await wrong.EndAsync()).ShouldBe(2, wrong.Output);
        wrong.Output.ShouldContain("this machine has no msquic");
    }

    private static bool CanSpeakQuic => (OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) && QuicConnection.IsSupported;

    private async Task<string> ShownCertificate()
    {
        await using var stream = await Shake(SslProtocols.None, SslApplicationProtocol.Http11);
        return stream.RemoteCertificate!.GetCertHashString();
    }

    private async Task<SslStream> Shake(SslProtocols protocol, params SslApplicationProtocol[] speaks)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Gateway.Address.Host, Gateway.Address.Port, Ct);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = protocol, ApplicationProtocols = [.. speaks], RemoteCertificateValidationCallback = IsAny }, Ct);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private HttpClient Client(Version version, Uri? address = null) => new(new SocketsHttpHandler { UseCookies = false, SslOptions = { RemoteCertificateValidationCallback = IsAny } })
    {
        BaseAddress = address ?? Gateway.Address,
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>It signs itself, and changes: the tests compare thumbprints.</summary>
    private static bool IsAny(object sender, System.Security.Cryptography.X509Certificates.X509Certificate? shown, System.Security.Cryptography.X509Certificates.X509Chain? chain, SslPolicyErrors errors) => shown is not null;

    /// <summary>One with a certificate in files.</summary>
    public sealed class Encrypted : SharedGateway
    {
        internal TestCertificate Certificate { get; } = new();

        internal override string Scheme => "https";

        internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Gateway__CertificateFile"] = Certificate.File,
            ["Gateway__CertificateKeyFile"] = Certificate.KeyFile,
        };

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Certificate.Dispose();
        }
    }
}
