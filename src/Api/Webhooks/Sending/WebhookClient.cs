using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GigGatek.Api.Webhooks.Keeping;
using Microsoft.Extensions.Options;

namespace GigGatek.Api.Webhooks.Sending;

/// <summary>How a try ended.</summary>
/// <param name="Outcome">A code: <c>status_200</c>.</param>
internal sealed record SendResult(bool Arrived, string Outcome);

/// <summary>
/// Posts to addresses that others chose: no redirects, no cookies, no proxy, ten seconds, and only to where everybody may go. The name is looked up once, and
/// the connection is made to what was looked at.
/// </summary>
internal sealed class WebhookClient(IOptions<ApiOptions> options) : IDisposable
{
    private const int SecondsToConnect = 5;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(SecondsToConnect),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 16,
        ConnectCallback = (context, ct) => Connect(context, options.Value.WebhooksMayStayInside, ct),
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    public async Task<SendResult> Send(WebhookRow webhook, OutgoingMessage message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(message.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add(Signature.IdHeader, message.Id);
        request.Headers.Add(Signature.TimeHeader, message.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(Signature.Header, message.Signature);
        request.Headers.UserAgent.ParseAdd("GigGatek-Webhooks/1");
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new SendResult(answer.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"status_{(int)answer.StatusCode}"));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SendResult(false, "timeout");
        }
        catch (HttpRequestException fault)
        {
            return new SendResult(false, fault.InnerException is InsideException ? "private_address" : fault.HttpRequestError == HttpRequestError.SecureConnectionError ? "tls" : "unreachable");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, bool mayStayInside, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        IPAddress[] allowed = [.. addresses.Where(address => mayStayInside || PublicAddresses.Has(address))];
        if (allowed.Length == 0)
        {
            throw new InsideException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class InsideException() : Exception("The address is inside.");
}
