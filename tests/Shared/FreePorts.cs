using System.Net;
using System.Net.Sockets;

namespace GigGatek.Tests;

/// <summary>
/// Ports for what a test starts. They lie below those that systems give to outgoing connections (RFC 6335's dynamic ports, Linux from
/// 32768): between the moment that a port is found free and the moment that a server listens on it, no connection takes it.
/// </summary>
public static class FreePorts
{
    private const int First = 10_000;
    private const int Count = 22_000;

    private static int _next = (Environment.ProcessId * 101) % Count;

    /// <summary>A port that nobody listens on, which is given to nobody else in this process; or the first of several in a row.</summary>
    public static int Next(int inARow = 1)
    {
        while (true)
        {
            var first = First + (((Interlocked.Add(ref _next, inARow) - inARow) & int.MaxValue) % (Count - inARow));
            if (Enumerable.Range(first, inARow).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
