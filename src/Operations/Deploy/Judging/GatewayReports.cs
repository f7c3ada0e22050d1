namespace GigGatek.Operations.Deploy.Judging;

/// <summary>What several gateways tell, as if they were one.</summary>
internal static class GatewayReports
{
    /// <summary>Counts are added. They follow a revision when all do, and none, 0, while they differ.</summary>
    public static GatewayReport Sum(IReadOnlyList<GatewayReport> reports) => reports[0] with
    {
        Identity = string.Join(", ", reports.Select(report => report.Identity)),
        File = new GatewayFile(
            reports.Select(report => report.File.Revision).Distinct().Count() == 1 ? reports[0].File.Revision : 0,
            reports.Select(report => report.File.Refused).FirstOrDefault(refused => refused is not null)),
        Colours = reports.SelectMany(report => report.Colours).GroupBy(colour => colour.Key)
            .ToDictionary(colour => colour.Key, colour => colour.First().Value with { Counts = Sum(colour.Select(one => one.Value.Counts)) }),
    };

    private static GatewayCounts Sum(IEnumerable<GatewayCounts> counts) => counts.Aggregate((one, other) => new GatewayCounts(
        one.InFlight + other.InFlight, one.Requests + other.Requests, one.ServerErrors + other.ServerErrors, one.Unreachable + other.Unreachable, one.Broken + other.Broken,
        [.. one.Latency.Zip(other.Latency, (mine, yours) => mine + yours)]));
}
