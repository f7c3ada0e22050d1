using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace GigGatek.Gateway.Shops;

/// <summary>The connections to all shops. HTTP/1.1, because Kestrel does not speak HTTP/2 beside it without TLS: see docs/decisions/0016.</summary>
internal sealed class ShopConnections : IDisposable
{
    private readonly TimeSpan _patience;

    public ShopConnections(IOptions<GatewayOptions> options)
    {
        _patience = TimeSpan.FromMilliseconds(options.Value.ConnectMilliseconds);
        Client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),    // less than the shop's, so that it is never the shop who ends one first
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),        // follows DNS
            ConnectCallback = ConnectAsync,
        });
    }

    public HttpMessageInvoker Client { get; }

    public void Dispose() => Client.Dispose();

    /// <summary>
    /// The handler's own timeout looks like a request that took too long. Whether a request was sent at all decides whether it may
    /// be sent again, so a connection that is not made in time fails as one that is refused does.
    /// </summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, patience.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
