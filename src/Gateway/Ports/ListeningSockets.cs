using System.Globalization;
using System.Net.Sockets;

namespace GigGatek.Gateway.Ports;

/// <summary>Who listens, as the kernel tells in <c>/proc/net/tcp</c>: proc(5). All processes of the network namespace are seen, whoever's they are.</summary>
internal static class ListeningSockets
{
    private const string Listens = "0A";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Whether anybody listens on a port.</summary>
    public static bool IsTaken(int port) => OperatingSystem.IsLinux() && List().Any(socket => socket.Port == port);

    /// <summary>How many sockets listen at exactly the address of this one, itself included.</summary>
    public static int CountSharing(Socket listener)
    {
        var all = List().ToList();
        var inode = InodeOf(listener);
        return all.Find(socket => socket.Inode == inode) is { } own ? all.Count(socket => socket.Address == own.Address) : 0;
    }

    private static IEnumerable<Listening> List() =>
        from table in Tables
        where File.Exists(table)
        from line in File.ReadLines(table).Skip(1)
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields.Length > 9 && fields[3] == Listens
        select new Listening(fields[1], int.Parse(fields[1].AsSpan(fields[1].LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture), fields[9]);

    /// <summary>The link reads <c>socket:[12345]</c>.</summary>
    private static string InodeOf(Socket socket) =>
        File.ResolveLinkTarget($"/proc/self/fd/{socket.Handle}", returnFinalTarget: false)?.Name.Split('[', ']') is [_, var inode, ..] ? inode : "";

    private sealed record Listening(string Address, int Port, string Inode);
}
