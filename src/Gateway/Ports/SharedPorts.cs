using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GigGatek.Gateway.Ports;

/// <summary>
/// Ports that two gateways share while one follows the other (SO_REUSEPORT, Linux). The kernel would deal new connections out to
/// both, and resets those that wait at a listener when it is closed; so the new one has it send all of them to itself, and the old
/// one has nothing left to lose when it goes. See docs/decisions/0016.
/// </summary>
internal sealed partial class SharedPorts(ILogger<SharedPorts> log) : IHostedLifecycleService
{
    private readonly List<Socket> _listeners = [];

    /// <summary>How Kestrel makes its listeners.</summary>
    public Socket Bind(EndPoint endpoint)
    {
        if (!OperatingSystem.IsLinux() || endpoint is not IPEndPoint address)
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        }

        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                listener.DualMode = true;
            }

            SharePort.Allow(listener);
            listener.Bind(address);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        _listeners.Add(listener);
        return listener;
    }

    /// <summary>All listen now, and the shops were asked: whoever comes from now on comes here.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in _listeners)
        {
            if (ListeningSockets.CountSharing(listener) is var sharing and > 1)
            {
                SharePort.TakeAll(listener, newest: sharing - 1);
                LogTaken(((IPEndPoint)listener.LocalEndPoint!).ToString());
            }
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "New connections to {Address} come to this process now; the one before may be stopped")]
    private partial void LogTaken(string address);
}
