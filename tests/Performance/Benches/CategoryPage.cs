using System.Diagnostics;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// The largest category with all its facets, never the same address twice, in a process of its own: how long, and how much
/// memory it has in the end.
/// </summary>
internal static class CategoryPage
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        var (process, port, _) = await shop.StartProcessAsync();
        try
        {
            var times = await MeasureAsync(shop, port);
            process.Refresh();
            var megabytes = process.WorkingSet64 / 1024 / 1024;
            var p95 = Rounds.Percentile(times, 95);
            var budget = TestDatabase.IsServer ? 80 : 60;
            return
            [
                new("category page with facets, uncached", $"p95 {p95:N1} ms, median {Rounds.Median(times):N1} ms", $"p95 under {budget} ms", p95 < budget),
                new("memory after that", $"{megabytes:N0} MB", "under 400 MB", megabytes < 400),
            ];
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<List<double>> MeasureAsync(PreparedShop shop, int port)
    {
        using var connection = Sql.Open(shop.Database);
        var categories = Sql.Read(connection, "SELECT c.slug FROM catalog_products p JOIN catalog_categories c ON c.id = p.category_id GROUP BY c.slug ORDER BY COUNT(*) DESC LIMIT 5")
            .Select(row => (string)row[0]).ToArray();
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler);
        var times = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            // The largest category most of the time, and a price that nobody asked for before.
            var category = categories[i % 2 == 0 ? 0 : i % categories.Length];
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri($"http://localhost:{port}/c/{category}?{CategoryQuery(i)}"));
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times[10..];    // after the first ones, which compile the code
    }

    private static string CategoryQuery(int i) => $"price.max={2000 + i}.{i % 100:00}";
}
