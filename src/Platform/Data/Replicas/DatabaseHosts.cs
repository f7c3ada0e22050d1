using System.Globalization;
using MySqlConnector;

namespace GigGatek.Platform.Data.Replicas;

/// <summary>Reads which servers a connection string and the list of replicas name.</summary>
internal static class DatabaseHosts
{
    /// <summary>One for each host of <c>Server=db1,db2:3307</c>; the port is that of the string where a host has none.</summary>
    public static IReadOnlyList<MySqlConnectionStringBuilder> Split(MySqlConnectionStringBuilder parts) =>
        [.. parts.Server.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(host => At(parts, host))];

    /// <summary>A replica is a host, reached as the primary is, or a connection string of its own.</summary>
    public static MySqlConnectionStringBuilder Replica(MySqlConnectionStringBuilder primary, string text) =>
        text.Contains('=', StringComparison.Ordinal) ? At(new MySqlConnectionStringBuilder(text), new MySqlConnectionStringBuilder(text).Server) : At(primary, text.Trim());

    /// <exception cref="FormatException">The port is none.</exception>
    private static MySqlConnectionStringBuilder At(MySqlConnectionStringBuilder parts, string host)
    {
        var at = new MySqlConnectionStringBuilder(parts.ConnectionString) { Server = host };
        var colon = host.LastIndexOf(':');
        var hasPort = colon > 0 && (host.IndexOf(':', StringComparison.Ordinal) == colon || host[colon - 1] == ']');    // else an address of IPv6
        if (hasPort)
        {
            (at.Server, at.Port) = (host[..colon].Trim('[', ']'), ushort.Parse(host[(colon + 1)..], CultureInfo.InvariantCulture));
        }

        return at;
    }
}
