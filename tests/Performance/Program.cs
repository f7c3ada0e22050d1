using GigGatek.Tests;
using GigGatek.Tests.Performance;
using GigGatek.Tests.Performance.Benches;
using Spectre.Console;

// ./giggatek bench [sqlite|mariadb|mysql] [NAME...]: every figure beside a limit that was measured in the same run. Exit code 1 when a budget is broken.
Bench[] benches =
[
    new("import", ImportFiles.RunAsync),
    new("cached-page", CachedPage.RunAsync),
    new("product-read", ProductRead.RunAsync),
    new("category-page", CategoryPage.RunAsync),
    new("checkout", Checkouts.RunAsync),
    new("admin-orders", AdminOrders.RunAsync),
    new("commit-checks", CommitChecks.RunAsync),
];

var asked = args.Length == 0 ? benches : [.. benches.Where(bench => args.Contains(bench.Name))];
if (asked.Length < args.Length)
{
    AnsiConsole.WriteLine($"There are the benches {string.Join(", ", benches.Select(bench => bench.Name))}.");
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
return figures.All(figure => figure.Holds) ? 0 : 1;
