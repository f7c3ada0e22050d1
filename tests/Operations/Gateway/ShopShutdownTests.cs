using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>A real shop is told to stop while it is used.</summary>
public sealed class ShopShutdownTests(FurnishedData data) : IClassFixture<FurnishedData>
{
    private readonly Uri _address = new($"http://127.0.0.1:{FreePorts.Next()}");

    [Fact]
    public async Task It_is_not_ready_serves_on_brings_a_slow_form_to_its_end_and_ends_with_success()
    {
        await using var shop = await data.StartShopAsync(_address, ("Shutdown__KeepServingSeconds", "2"));
        using var form = new SlowForm(_address);
        await form.BeginsAsync();

        await shop.SignalAsync("TERM");
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = _address };
        await Wait.Until("it to be not ready", async () => await Status(client, "/health/ready") == HttpStatusCode.ServiceUnavailable);
        using (var page = await client.GetAsync("/"))
        {
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            page.Headers.ConnectionClose.ShouldBe(true);
        }

        (await Status(client, "/health/live")).ShouldBe(HttpStatusCode.OK, "it is not dead");
        await Wait.Until("it to take nobody more", async () => await Status(client, "/") is null);
        shop.HasEnded.ShouldBeFalse("a form is on its way");
        (await form.EndsAsync()).ShouldStartWith("HTTP/1.1 303");
        (await shop.EndAsync()).ShouldBe(0, shop.Output);
        shop.Output.ShouldNotContain("Stopped before");
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        await using var shop = await data.StartShopAsync(_address, ("Shutdown__KeepServingSeconds", "60"), ("Shutdown__DrainSeconds", "600"));
        using var form = new SlowForm(_address);
        await form.BeginsAsync();
        await shop.SignalAsync("INT");
        await Wait.Until("it to have heard", () => shop.Output.Contains("Stopping: not ready any more", StringComparison.Ordinal));
        await shop.SignalAsync("TERM");
        (await shop.EndAsync()).ShouldBe(0, shop.Output);
        shop.Output.ShouldContain("Stopped before all that had begun was at its end");
    }

    [Fact]
    public async Task A_client_of_HTTP_2_without_TLS_loses_nothing_either()
    {
        await using var shop = await data.StartShopAsync(_address, ("Shutdown__KeepServingSeconds", "2"), ("Kestrel__EndpointDefaults__Protocols", "Http2"));
        using var client = new HttpClient(new SocketsHttpHandler())
        {
            BaseAddress = _address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        await Wait.Until("the shop", async () => await Status(client, "/health/ready") == HttpStatusCode.OK);
        await shop.SignalAsync("TERM");
        await Wait.Until("it to be not ready", async () => await Status(client, "/health/ready") == HttpStatusCode.ServiceUnavailable);
        for (var i = 0; i < 20; i++)
        {
            (await Status(client, "/")).ShouldBe(HttpStatusCode.OK);
        }

        (await shop.EndAsync()).ShouldBe(0, shop.Output);
        shop.Output.ShouldNotContain("Stopped before");
    }

    /// <summary>Null when nobody listens, or ceased to while we waited to be taken: the kernel resets those then.</summary>
    private static async Task<HttpStatusCode?> Status(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(path);
            return answer.StatusCode;
        }
        catch (HttpRequestException refused) when (
            refused.HttpRequestError == HttpRequestError.ConnectionError || refused.InnerException is IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } })
        {
            return null;
        }
    }

    /// <summary>A form that puts one part into the cart, sent in two halves.</summary>
    private sealed class SlowForm(Uri address) : IDisposable
    {
        private const string Body = $"sku={FurnishedData.Sku}&quantity=1";

        private readonly TcpClient _connection = new();

        public async Task BeginsAsync()
        {
            await _connection.ConnectAsync(address.Host, address.Port);
            await _connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /cart/add HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {Body.Length}\r\n\r\n{Body[..4]}"));
        }

        /// <summary>Answers what came back, up to the end of the connection.</summary>
        public async Task<string> EndsAsync()
        {
            await _connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Body[4..]));
            using var reader = new StreamReader(_connection.GetStream(), Encoding.ASCII);
            return await reader.ReadToEndAsync();
        }

        public void Dispose() => _connection.Dispose();
    }
}
