using GigGatek.Catalog.Demo;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// A built program to its first page: with the demo catalogue, and with the large one, of which that page waits until it was read. In turn,
/// so that a slow moment of the machine is one of both.
/// </summary>
internal static class ColdStart
{
    private const int Times = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        var folder = Directory.CreateTempSubdirectory("giggatek-bench-").FullName;
        try
        {
            await PreparedShop.RunProgramAsync(folder, "migrate");
            await StartAsync(folder, DemoSize.Full);    // loads it
            var (demo, large) = (new List<double>(), new List<double>());
            for (var i = 0; i < Times; i++)
            {
                demo.Add(await StartAsync(folder, DemoSize.Full));
                large.Add(await StartAsync(shop.Folder, DemoSize.None));
            }

            var budget = 2 + (shop.Products * 25e-6);
            return
            [
                new("cold start to first page", $"{Rounds.Median(demo):N2} s", "under 2 s", Rounds.Median(demo) < 2),
                new($"the same with {shop.Products:N0} products", $"{Rounds.Median(large):N2} s", $"under {budget:N1} s (25 µs a product more)", Rounds.Median(large) < budget),
            ];
        }
        finally
        {
            TestDatabase.DropIn(folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> StartAsync(string folder, DemoSize demo)
    {
        var (process, _, took) = await PreparedShop.StartProcessAsync(folder, demo);
        process.Kill();
        await process.WaitForExitAsync();
        return took.TotalSeconds;
    }
}
