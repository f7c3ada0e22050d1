using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace GigGatek.Platform.Web;

/// <summary>
/// Who a request comes from when it comes through proxies. What it says about that itself (<c>X-Forwarded-For</c>,
/// <c>X-Forwarded-Proto</c>) counts only when a proxy that was named has sent it: anyone could write it.
/// </summary>
public static class TrustedProxies
{
    /// <summary>Takes a visitor's address and scheme from the word of the addresses and networks that the options name; of none by default.</summary>
    public static IServiceCollection AddTrustedProxies<TOptions>(this IServiceCollection services, Func<TOptions, IReadOnlyCollection<string>> networks)
        where TOptions : class
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<TOptions>>((headers, options) => Trust(headers, networks(options.Value)));
        return services;
    }

    private static void Trust(ForwardedHeadersOptions headers, IReadOnlyCollection<string> networks)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        headers.ForwardLimit = null;    // as many as are trusted, one behind the other
        headers.ForwardedHeaders = networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var network in networks)
        {
            headers.KnownIPNetworks.Add(Find(network)!.Value);
        }
    }

    /// <summary>A sentence for each that is neither an address nor a network.</summary>
    public static IEnumerable<string> FindFaults(string key, IEnumerable<string> networks) =>
        networks.Select((network, i) => (network, i)).Where(entry => Find(entry.network) is null)
            .Select(entry => $"{key}:{entry.i} is “{entry.network}”; it must be an address or a network such as 10.0.0.0/8.");

    private static IPNetwork? Find(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
