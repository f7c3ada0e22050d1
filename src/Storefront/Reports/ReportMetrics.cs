using System.Diagnostics.Metrics;

namespace GigGatek.Storefront.Reports;

/// <summary>What can be watched of browsers' reports, from the meter <c>GigGatek.Browsers</c>.</summary>
internal sealed class ReportMetrics
{
    public const string Meter = "GigGatek.Browsers";

    private readonly Counter<long> _reports;

    public ReportMetrics(IMeterFactory meters) => _reports = meters.Create(Meter).CreateCounter<long>(
        "giggatek.browsers.reports", description: "What browsers told about the content security policy, by outcome (kept, noise, dropped, refused) and, of what is kept, by directive.");

    public void Kept(string directive) => _reports.Add(1, Outcome("kept"), new KeyValuePair<string, object?>("directive", directive));

    public void Noise(int reports)
    {
        if (reports > 0)
        {
            _reports.Add(reports, Outcome("noise"));
        }
    }

    public void Dropped() => _reports.Add(1, Outcome("dropped"));

    public void Refused() => _reports.Add(1, Outcome("refused"));

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);
}
