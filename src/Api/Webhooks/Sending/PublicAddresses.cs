using System.Net;
using System.Net.Sockets;

namespace GigGatek.Api.Webhooks.Sending;

/// <summary>
/// Which addresses a partner may name. All others are inside somebody's walls, ours above all: he could make the shop ask its own servers (server-side request
/// forgery). The ranges are those of the IANA special-purpose registries that are not globally reachable, and those that carry another address inside.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IReadOnlyList<IPNetwork> Inside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Has(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !Inside.Any(range => range.BaseAddress.AddressFamily == plain.AddressFamily && range.Contains(plain));
    }
}
