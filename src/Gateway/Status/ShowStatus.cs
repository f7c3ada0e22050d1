using GigGatek.Gateway.Forwarding;
using GigGatek.Gateway.Releases;
using GigGatek.Gateway.Shops;
using GigGatek.Gateway.Visitors;
using GigGatek.Platform.Web.Shutdown;

namespace GigGatek.Gateway.Status;

/// <summary>Tells what the gateway does, for operators and for the release that reads it twice.</summary>
internal sealed class ShowStatus(Fleet fleet, FollowState follow, GracefulShutdown shutdown, RetryBudget retries, ServedCertificate certificate, TimeProvider clock)
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
            [.. fleet.ListLeaving().Select(Report)]);
    }

    private static ColourReport Report(Colour colour)
    {
        var shops = colour.Shops.Select(Report).ToList();
        var counts = CountsReport.Sum([.. shops.Select(shop => shop.Counts)]);
        return new ColourReport(colour.Weight, colour.Version, colour.Weight == 0 && counts.InFlight > 0, counts, shops);
    }

    private static ShopReport Report(Shop shop)
    {
        var health = shop.Health;
        return new ShopReport(shop.Prefix, health.State.ToString(), health.Reason, health.Since, shop.Circuit.State.ToString(), CountsReport.Of(shop));
    }
}
