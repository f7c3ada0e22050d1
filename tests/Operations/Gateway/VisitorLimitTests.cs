using System.Net;
using System.Net.Sockets;
using System.Text;
using GigGatek.Tests.Operations.Edge;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>Visitors who send too much or too slowly are refused, and the others are served meanwhile.</summary>
public sealed class VisitorLimitTests(VisitorLimitTests.Limited limited) : IClassFixture<VisitorLimitTests.Limited>, IDisposable
{
    private const int MaxConnections = 40;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = limited.Gateway.Address };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Uri Address => limited.Gateway.Address;

    private StubShop Shop => limited.Shops[0];

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Headers_that_never_end_are_408_and_hold_up_nobody()
    {
        var slow = Enumerable.Range(0, 10).Select(_ => new RawConnection(Address)).ToList();
        foreach (var connection in slow)
        {
            await connection.SendAsync("GET / HTTP/1.1\r\nHost: shop.example\r\nX-Slow: a"u8.ToArray());
        }

        await IsServed();
        foreach (var connection in slow)
        {
            (await connection.ReadAllAsync(TimeSpan.FromSeconds(20))).ShouldStartWith("HTTP/1.1 408 ");
            connection.Dispose();
        }
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_408_and_holds_up_nobody()
    {
        using var form = new RawConnection(Address);
        await form.SendAsync("POST /form HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 1000\r\n\r\na little"u8.ToArray());
        using var call = new RawConnection(Address);
        await call.SendAsync("POST /api/v1/orders HTTP/1.1\r\nHost: shop.example\r\nIdempotency-Key: one\r\nContent-Length: 1000\r\n\r\na little"u8.ToArray());
        await IsServed();
        (await form.ReadAllAsync(TimeSpan.FromSeconds(20))).ShouldStartWith("HTTP/1.1 408 ");
        (await call.ReadAllAsync(TimeSpan.FromSeconds(20))).ShouldStartWith("HTTP/1.1 408 ");
        Shop.Received.ShouldNotContain("POST /api/v1/orders");
    }

    [Fact]
    public async Task An_answer_that_is_not_taken_is_cut_off()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(Address.Host, Address.Port, Ct);
        await socket.SendAsync("GET /large HTTP/1.1\r\nHost: shop.example\r\n\r\n"u8.ToArray(), Ct);
        await Wait.Until("it to be on its way", async () => await InFlight() == 1);
        await IsServed();
        await Wait.Until("it to be given up", async () => await InFlight() == 0);
        (await ReadAll(socket)).ShouldBeLessThan(StubShop.Large.Length);
    }

    [Theory]
    [InlineData(1, 9000)]
    [InlineData(30, 10)]
    public async Task Headers_that_are_too_large_or_too_many_are_431(int count, int length)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('a', length)}\r\n"));
        using var connection = new RawConnection(Address);
        await connection.SendAsync(Encoding.ASCII.GetBytes($"GET /headers HTTP/1.1\r\nHost: shop.example\r\n{headers}\r\n"));
        (await connection.ReadAllAsync(TimeSpan.FromSeconds(20))).ShouldStartWith("HTTP/1.1 431 ");
        Shop.Received.ShouldNotContain("GET /headers");
        await IsServed();
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_414()
    {
        using var connection = new RawConnection(Address);
        await connection.SendAsync(Encoding.ASCII.GetBytes($"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: shop.example\r\n\r\n"));
        (await connection.ReadAllAsync(TimeSpan.FromSeconds(20))).ShouldStartWith("HTTP/1.1 414 ");
        await IsServed();
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_413_before_it_is_sent()
    {
        var before = Shop.Received.Count;
        using var connection = new RawConnection(Address);
        await connection.SendAsync("POST /form HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 70000\r\nExpect: 100-continue\r\n\r\n"u8.ToArray());
        (await connection.ReadAllAsync(TimeSpan.FromSeconds(20))).ShouldStartWith("HTTP/1.1 413 ");
        Shop.Received.Count.ShouldBe(before);
        await IsServed();
    }

    [Fact]
    public async Task A_body_that_turns_out_to_be_too_large_is_413()
    {
        using var content = new StringContent(new string('x', 70_000));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/form") { Content = content, Headers = { TransferEncodingChunked = true } };
        using var answer = await _client.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldBe("This is larger than what is taken here. Send it in parts.");
    }

    [Fact]
    public async Task Files_may_be_larger_than_the_rest_and_have_a_limit_too()
    {
        using var file = await _client.PostAsync("/admin/imports", new StringContent(new string('x', 500_000)), Ct);
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var tooLarge = new RawConnection(Address);
        await tooLarge.SendAsync(Encoding.ASCII.GetBytes($"POST /admin/imports HTTP/1.1\r\nHost: shop.example\r\nContent-Length: {(1024 * 1024) + 1}\r\nExpect: 100-continue\r\n\r\n"));
        (await tooLarge.ReadAllAsync(TimeSpan.FromSeconds(20))).ShouldStartWith("HTTP/1.1 413 ");
    }

    [Fact]
    public async Task What_takes_longer_than_a_request_may_is_cut_off()
    {
        using var download = await _client.GetAsync("/download", HttpCompletionOption.ResponseHeadersRead, Ct);
        download.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => download.Content.ReadAsStringAsync(Ct));    // it was not whole, and does not look so
    }

    [Fact]
    public async Task Connections_beyond_their_number_are_closed_and_operators_still_get_an_answer()
    {
        var (all, refused) = (new List<Socket>(), 0);
        try
        {
            for (var i = 0; i < MaxConnections + 10; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                all.Add(socket);
                try
                {
                    await socket.ConnectAsync(Address.Host, Address.Port, Ct);
                }
                catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
                {
                    refused++;    // it was closed before this side knew that it was open
                }
            }

            await Wait.Until("ten to be closed", () => all.Count(socket => socket.Connected && IsClosed(socket)) + refused >= 10);
            (await limited.Gateway.Status()).GetProperty("stopping").GetBoolean().ShouldBeFalse();
        }
        finally
        {
            all.ForEach(socket => socket.Dispose());
        }

        await Wait.Until("room", async () =>
        {
            try
            {
                return await _client.GetStringAsync("/", Ct) == "shop 0";
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    private async Task IsServed() => (await _client.GetStringAsync("/", Ct)).ShouldBe("shop 0");

    private async Task<int> InFlight() => (await limited.Gateway.Status("blue")).GetProperty("counts").GetProperty("inFlight").GetInt32();

    /// <summary>Closed by the other side: readable, and nothing there.</summary>
    private static bool IsClosed(Socket socket) => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    private static async Task<int> ReadAll(Socket socket)
    {
        var (piece, length) = (new byte[1 << 20], 0);
        try
        {
            while (await socket.ReceiveAsync(piece, Ct) is var read and > 0)
            {
                length += read;
            }
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return length;
        }

        return length;
    }

    /// <summary>One with small limits and little patience.</summary>
    public sealed class Limited : SharedGateway
    {
        internal override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
        {
            ["Gateway__HeaderSeconds"] = "1",
            ["Gateway__SlowSeconds"] = "2",
            ["Gateway__LeastBytesPerSecond"] = "50000",
            ["Gateway__MaxHeaderKilobytes"] = "8",
            ["Gateway__MaxHeaders"] = "20",
            ["Gateway__MaxBodyKilobytes"] = "64",
            ["Gateway__MaxBodyMegabytes"] = "1",
            ["Gateway__AnswerSeconds"] = "3",
            ["Gateway__WholeSeconds"] = "6",
            ["Gateway__MaxConnections"] = $"{MaxConnections}",
        };
    }
}
