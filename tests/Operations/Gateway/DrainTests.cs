using System.Net;
using System.Net.Sockets;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>What has begun comes to its end: when a colour loses its weight, and when the gateway is told to stop.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private StubShop _blue = null!;
    private StubShop _green = null!;

    public async ValueTask InitializeAsync()
    {
        _blue = await StubShop.StartAsync("blue");
        _green = await StubShop.StartAsync("green");
    }

    public async ValueTask DisposeAsync()
    {
        await _blue.DisposeAsync();
        await _green.DisposeAsync();
    }

    [Fact]
    public async Task A_colour_that_has_lost_its_weight_brings_its_download_to_the_end_and_gets_nothing_new()
    {
        await using var gateway = await RunningGateway.StartAsync([Blue(100), Green(0)]);
        using var client = Client(gateway);
        using var download = await Begins(client, "/download");

        await gateway.Shift(Blue(0), Green(100));
        (await client.GetStringAsync("/")).ShouldBe("green");
        var status = await gateway.Status("blue");
        status.GetProperty("draining").GetBoolean().ShouldBeTrue();
        status.GetProperty("counts").GetProperty("inFlight").GetInt32().ShouldBe(1);

        await gateway.Shift(Green(100));
        (await gateway.Status()).GetProperty("leaving").EnumerateArray().Single().GetProperty("counts").GetProperty("inFlight").GetInt32().ShouldBe(1);
        _blue.Thinks.SetResult();
        (await download.Content.ReadAsStringAsync()).ShouldEndWith("the end");
        await Wait.Until("nobody to be left", async () => (await gateway.Status()).GetProperty("leaving").GetArrayLength() == 0);
    }

    [Fact]
    public async Task A_gateway_that_is_told_to_stop_says_so_serves_on_ends_its_downloads_and_then_itself()
    {
        await using var gateway = await RunningGateway.StartAsync([Blue(100)], Shutdown(keepServing: 6, drain: 60));
        using var client = Client(gateway);
        using var download = await Begins(client, "/download");
        using var large = await Begins(client, "/large");

        await gateway.Process.SignalAsync("TERM");
        await Wait.Until("it to be not ready", async () => await Readiness(gateway) == HttpStatusCode.ServiceUnavailable);
        using (var served = await client.GetAsync("/"))
        {
            served.StatusCode.ShouldBe(HttpStatusCode.OK);
            served.Headers.ConnectionClose.ShouldBe(true);
        }

        await Wait.Until("it to take nobody more", async () => await IsRefused(gateway));
        gateway.Process.HasEnded.ShouldBeFalse("a download is on its way");
        (await ReadsSlowly(large)).ShouldBe(StubShop.Large.Length);
        _blue.Thinks.SetResult();
        (await download.Content.ReadAsStringAsync()).ShouldEndWith("the end");
        (await gateway.Process.EndAsync()).ShouldBe(0, gateway.Process.Output);
        gateway.Process.Output.ShouldNotContain("Stopped before");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_second_signal_ends_it_at_once(string signal)
    {
        await using var gateway = await RunningGateway.StartAsync([Blue(100)], Shutdown(keepServing: 60, drain: 600));
        using var client = Client(gateway);
        using var download = await Begins(client, "/download");
        await gateway.Process.SignalAsync(signal);
        await Wait.Until("it to be not ready", async () => await Readiness(gateway) == HttpStatusCode.ServiceUnavailable);
        await gateway.Process.SignalAsync(signal);
        (await gateway.Process.EndAsync()).ShouldBe(0, gateway.Process.Output);
        gateway.Process.Output.ShouldContain("Stopped before all that had begun was at its end");
        await Should.ThrowAsync<HttpRequestException>(() => download.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_download_without_an_end_is_cut_off_when_its_time_is_over()
    {
        await using var gateway = await RunningGateway.StartAsync([Blue(100)], Shutdown(keepServing: 0, drain: 1));
        using var client = Client(gateway);
        using var download = await Begins(client, "/download");
        await gateway.Process.SignalAsync("TERM");
        (await gateway.Process.EndAsync()).ShouldBe(0, gateway.Process.Output);
        gateway.Process.Output.ShouldContain("Stopped before all that had begun was at its end");
        await Should.ThrowAsync<HttpRequestException>(() => download.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_client_of_HTTP_2_is_led_to_a_new_connection_and_keeps_what_it_has_begun()
    {
        using var certificate = new TestCertificate();
        await using var gateway = await RunningGateway.StartAsync(
            [Blue(100)], new Dictionary<string, string>(Shutdown(keepServing: 5, drain: 60)) { ["Kestrel__Certificates__Default__Path"] = certificate.File, ["Kestrel__Certificates__Default__KeyPath"] = certificate.KeyFile },
            scheme: "https");
        var connections = 0;
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == certificate.Thumbprint },
            ConnectCallback = async (context, ct) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = gateway.Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var download = await Begins(client, "/download");
        (await client.GetStringAsync("/")).ShouldBe("blue");
        connections.ShouldBe(1);

        await gateway.Process.SignalAsync("TERM");
        await Wait.Until("it to be not ready", async () => await Readiness(gateway) == HttpStatusCode.ServiceUnavailable);
        (await client.GetStringAsync("/")).ShouldBe("blue");
        await Wait.Until("a new connection", async () => await client.GetStringAsync("/") == "blue" && connections > 1);
        _blue.Thinks.SetResult();
        (await download.Content.ReadAsStringAsync()).ShouldEndWith("the end");
        (await gateway.Process.EndAsync()).ShouldBe(0, gateway.Process.Output);
    }

    private GigGatek.Platform.Releases.ReleaseColour Blue(int weight) => RunningGateway.Colour("blue", weight, _blue.Address);

    private GigGatek.Platform.Releases.ReleaseColour Green(int weight) => RunningGateway.Colour("green", weight, _green.Address);

    private static Dictionary<string, string> Shutdown(int keepServing, int drain) => new() { ["Shutdown__KeepServingSeconds"] = $"{keepServing}", ["Shutdown__DrainSeconds"] = $"{drain}" };

    private static HttpClient Client(RunningGateway gateway) => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = gateway.Address };

    private static Task<HttpResponseMessage> Begins(HttpClient client, string path) => client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

    private static async Task<int> ReadsSlowly(HttpResponseMessage answer)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var (piece, length) = (new byte[512 * 1024], 0);
        while (await stream.ReadAsync(piece) is var read and > 0)
        {
            piece.AsSpan(0, read).SequenceEqual(StubShop.Large.AsSpan(length, read)).ShouldBeTrue();
            length += read;
            await Task.Delay(10);
        }

        return length;
    }

    private static async Task<HttpStatusCode> Readiness(RunningGateway gateway)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        using var answer = await client.GetAsync(new Uri(gateway.Management, "/health/ready"));
        return answer.StatusCode;
    }

    private static async Task<bool> IsRefused(RunningGateway gateway)
    {
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler());
            await client.GetStringAsync(gateway.Address);
            return false;
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return true;
        }
        catch (HttpRequestException caught) when (caught.InnerException is IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } })
        {
            // The system had taken the connection before the gateway ceased to listen, and resets what nobody fetched: the next one is refused.
            return false;
        }
    }
}
