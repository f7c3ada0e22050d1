using GigGatek.Gateway.Forwarding;
using GigGatek.Gateway.Releases;
using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;
using GigGatek.Gateway.Visitors;
using GigGatek.Platform.Web.Shutdown;

namespace GigGatek.Gateway.Status;

/// <summary>Tells what the gateway does, for operators and for the release that reads it twice.</summary>
internal sealed class ShowStatus(Fleet fleet, Routes routes, FollowState follow, GracefulShutdown shutdown, RetryBudget retries, ServedCertificate certificate, TimeProvider clock)
{
    /// <summary>
    /// By the clock, not as the kernel tells when a process was started: it counts from a boot that it knows to the second only, so a process would have been there
    /// before its own container, and a release that was cut off waits in vain for the gateway that it started.
    /// </summary>
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    public GatewayStatus Handle()
    {
        var traffic = fleet.Traffic;
        var file = follow.Status;
        return new GatewayStatus(
            Environment.ProcessId,
            _started,
            shutdown.HasBegun,
            new StateFileReport(follow.Path, traffic.State.Revision, file.ReadAt, file.Refused),
            certificate.EndsAt,
            retries.Report,
            LatencyHistogram.Bounds,
            traffic.Colours.ToDictionary(colour => colour.Name, Report),
            [.. fleet.ListLeaving().Select(shop => Report(shop, []))]);
    }

    private ColourReport Report(Colour colour)
    {
        var shops = colour.Shops.Select(shop => Report(shop, [.. routes.All.Where(route => colour.ShopsOf(route).Contains(shop)).Select(route => route.Module)])).ToList();
        var modules = routes.All.ToDictionary(route => route.Module, route => CountsReport.Sum([.. colour.Shops.Select(shop => CountsReport.Of(shop, route))]));
        var counts = CountsReport.Sum([.. modules.Values]);
        return new ColourReport(colour.Weight, colour.Version, colour.Weight == 0 && counts.InFlight > 0, counts, modules, shops);
    }

    private ShopReport Report(Shop shop, IReadOnlyList<string> modules)
    {
        var (health, counts) = (shop.Health, CountsReport.Sum([.. routes.All.Select(route => CountsReport.Of(shop, route))]));
        return new ShopReport(shop.Prefix, modules, health.State.ToString(), health.Reason, health.Since, shop.Circuit.State.ToString(), counts);
    }
}
