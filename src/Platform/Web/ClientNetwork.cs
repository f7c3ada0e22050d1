using System.Net;
using System.Net.Sockets;

namespace GigGatek.Platform.Web;

/// <summary>What counts as one client when something is limited.</summary>
public static class ClientNetwork
{
    /// <summary>An IPv4 address whole; of IPv6 the /64, for a customer has at least that many addresses to pick from (RFC 6177). What is neither stays as it is.</summary>
    public static string Of(string client) => IPAddress.TryParse(client, out var address) ? Of(address) : client;

    /// <summary>The same; without an address all are one.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPNetwork(Prefix(address), 64).ToString() : address.ToString();
    }

    private static IPAddress Prefix(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
