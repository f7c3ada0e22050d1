using System.Net;
using System.Net.Sockets;

namespace GigGatek.Tests;

/// <summary>
/// Ports for what a test starts. They lie below those that systems give to outgoing connections (RFC 6335's dynamic ports, Linux from
/// 32768), and each process of tests has blocks of its own: between the moment that a port is found free and the moment that a server
/// listens on it, neither a connection nor a test beside takes it.
/// </summary>
public static class FreePorts
{
    private const int First = 10_000;
    private const int PerBlock = 250;
    private const int Blocks = 88;

    private static readonly Lock Turn = new();
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"giggatek-test-ports-{Environment.UserName}")).FullName;

    /// <summary>Of blocks that are this process's until it ends.</summary>
    private static readonly List<FileStream> Claims = [];

    private static int _block = Environment.ProcessId % Blocks;
    private static int _used = PerBlock;

    /// <summary>A port that nobody listens on, which is given to nobody else; or the first of several in a row.</summary>
    public static int Next(int inARow = 1)
    {
        lock (Turn)
        {
            while (true)
            {
                if (_used + inARow > PerBlock)
                {
                    _block = ClaimAfter(_block);
                    _used = 0;
                }

                var first = First + (_block * PerBlock) + _used;
                _used += inARow;
                if (Enumerable.Range(first, inARow).All(IsFree))
                {
                    return first;
                }
            }
        }
    }

    /// <summary>When all are taken, its own are used again.</summary>
    private static int ClaimAfter(int block)
    {
        for (var step = 1; step <= Blocks; step++)
        {
            var next = (block + step) % Blocks;
            try
            {
                Claims.Add(new FileStream(Path.Combine(Folder, $"{next}"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
                return next;
            }
            catch (IOException)
            {
                // another process has it, or this one
            }
        }

        return block;
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
