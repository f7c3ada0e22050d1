using GigGatek.Tests;
using GigGatek.Tests.Performance;
using GigGatek.Tests.Performance.Benches;
using Spectre.Console;

// ./giggatek bench [sqlite|mariadb|mysql] [--trend FILE] [NAME...]: every figure beside a limit that was measured in the same run. Exit code 1 when a budget is broken, or a figure fell far below its past.
Bench[] benches =
[
    new("import", ImportFiles.RunAsync),
    new("cached-page", CachedPage.RunAsync),
    new("product-read", ProductRead.RunAsync),
    new("category-page", CategoryPage.RunAsync),
    new("cold-start", ColdStart.RunAsync),
    new("checkout", Checkouts.RunAsync),
    new("admin-orders", AdminOrders.RunAsync),
    new("commit-checks", CommitChecks.RunAsync),
    new("edit-to-visible", EditToVisible.RunAsync),
    new("releases", Releases.RunAsync),
    new("gateway", GatewayPassage.RunAsync),
];

var (trendFile, names) = args is ["--trend", var file, .. var rest] ? (file, rest) : (null, args);
var asked = names.Length == 0 ? benches : [.. benches.Where(bench => names.Contains(bench.Name))];
if (asked.Length < names.Length)
{
    AnsiConsole.WriteLine($"There are the benches {string.Join(", ", benches.Select(bench => bench.Name))}. Before them, --trend FILE compares with earlier runs, and adds this one.");
    return 2;
}

await using var shop = await PreparedShop.CreateAsync();
AnsiConsole.WriteLine($"Catalogue: {shop.Products:N0} products from {shop.Source}, on {TestDatabase.Engine}.");
var table = new Table().AddColumns("what", "measured", "budget", "");
var figures = new List<Figure>();
foreach (var bench in asked)
{
    AnsiConsole.WriteLine($"Measuring {bench.Name} ...");
    var measured = await bench.RunAsync(shop);
    foreach (var figure in measured)
    {
        AnsiConsole.WriteLine($"  {figure.Name}: {figure.Measured}");    // kept when a later bench fails
    }

    figures.AddRange(measured);
}

foreach (var figure in figures)
{
    table.AddRow(Markup.Escape(figure.Name), Markup.Escape(figure.Measured), Markup.Escape(figure.Budget), figure.Holds ? "holds" : "[red]BROKEN[/]");
}

AnsiConsole.Write(table);
var worse = trendFile is null ? [] : CompareWithTrend(trendFile);
return figures.All(figure => figure.Holds) && worse.Count == 0 ? 0 : 1;

IReadOnlyList<string> CompareWithTrend(string path)
{
    var trend = Trend.Load(path);
    var now = TimeProvider.System.GetUtcNow();
    var points = figures.Where(figure => figure.Ratio is not null)
        .Select(figure => new TrendPoint(now, Environment.GetEnvironmentVariable("GITHUB_SHA") ?? "here", figure.Name, Math.Round(figure.Ratio!.Value, 4))).ToList();
    var verdicts = points.Select(trend.FindRegression).OfType<string>().ToList();
    verdicts.ForEach(AnsiConsole.WriteLine);
    trend.Add(points);
    return verdicts;
}
