using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GigGatek.Composition;

/// <summary>One address to listen on, as <c>--urls</c> has it.</summary>
internal sealed record ListenAddress(string Host, int Port, bool IsHttps)
{
    /// <summary><c>localhost</c> is both loopbacks, a name or a star is every address.</summary>
    public void Listen(KestrelServerOptions server, Action<ListenOptions> configure)
    {
        if (Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            server.ListenLocalhost(Port, configure);
        }
        else if (IPAddress.TryParse(Host.Trim('[', ']'), out var address))
        {
            server.Listen(address, Port, configure);
        }
        else
        {
            server.ListenAnyIP(Port, configure);
        }
    }
}

/// <summary>Addresses to listen on, with semicolons between them.</summary>
internal static class ListenAddresses
{
    /// <summary>The first that is none; null when all are right.</summary>
    public static string? FindWrong(string urls) => urls.Split(';').FirstOrDefault(url => Read(url) is null);

    public static IEnumerable<ListenAddress> Parse(string urls) => urls.Split(';').Select(url => Read(url)!);

    private static ListenAddress? Read(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" ? new ListenAddress(address.Host, address.Port, address.Scheme == "https") : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
