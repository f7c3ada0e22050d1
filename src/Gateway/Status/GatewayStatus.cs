using GigGatek.Gateway.Forwarding;
using GigGatek.Gateway.Releases;
using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;

namespace GigGatek.Gateway.Status;

/// <summary>What <c>/status</c> says. Counts are since the start of this process: a rate is the difference of two readings of one process.</summary>
/// <param name="Process">Its id: after an upgrade of the gateway another one answers.</param>
/// <param name="LatencyBounds">Upper bounds in milliseconds of the latency counts; one more count follows for what took longer.</param>
/// <param name="Leaving">Shops that the state names no longer, while requests to them last.</param>
internal sealed record GatewayStatus(
    int Process,
    DateTimeOffset Started,
    bool Stopping,
    StateFileReport File,
    DateTimeOffset? CertificateEndsAt,
    RetryReport Retries,
    IReadOnlyList<int> LatencyBounds,
    IReadOnlyDictionary<string, ColourReport> Colours,
    IReadOnlyList<ShopReport> Leaving);

/// <summary>What counts, and what the file says in vain.</summary>
internal sealed record StateFileReport(string Path, long Revision, DateTimeOffset ReadAt, StateRefusal? Refused);

/// <summary>A colour: the sums of its shops.</summary>
/// <param name="Draining">It gets no new visitors, and some of its requests have not ended.</param>
/// <param name="Modules">Of <paramref name="Counts"/> what each module has.</param>
internal sealed record ColourReport(
    int Weight, string Version, bool Draining, CountsReport Counts, IReadOnlyDictionary<string, CountsReport> Modules, IReadOnlyList<ShopReport> Shops);

/// <summary>A shop.</summary>
/// <param name="Circuit"><c>Closed</c>; <c>Open</c> after too many failures; <c>HalfOpen</c> when the next request tries it.</param>
/// <param name="Modules">Those whose requests it gets.</param>
internal sealed record ShopReport(string Address, IReadOnlyList<string> Modules, string Health, string Reason, DateTimeOffset Since, string Circuit, CountsReport Counts);

/// <summary>What was asked and answered.</summary>
internal sealed record CountsReport(int InFlight, long Requests, long ClientErrors, long ServerErrors, long Unreachable, long Broken, IReadOnlyList<long> Latency)
{
    public static CountsReport Of(Shop shop, Route route)
    {
        var counts = shop.CountsOf(route);
        return new CountsReport(
            shop.InFlightOf(route), counts.Requests, counts.ClientErrors, counts.ServerErrors, counts.Unreachable, counts.Broken, counts.Latency.Counts);
    }

    public static CountsReport Sum(IReadOnlyList<CountsReport> all) => new(
        all.Sum(one => one.InFlight), all.Sum(one => one.Requests), all.Sum(one => one.ClientErrors), all.Sum(one => one.ServerErrors),
        all.Sum(one => one.Unreachable), all.Sum(one => one.Broken),
        [.. Enumerable.Range(0, LatencyHistogram.Bounds.Count + 1).Select(i => all.Sum(one => one.Latency[i]))]);
}
