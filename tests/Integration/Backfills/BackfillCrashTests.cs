using GigGatek.Platform;
using GigGatek.Tests.Integration.CommandLine;

namespace GigGatek.Tests.Integration.Backfills;

/// <summary>A backfill of the shop, in a process that is killed between chunks and within them.</summary>
public sealed class BackfillCrashTests : IDisposable
{
    private const int Rows = 400;
    private const int Kills = 4;
    private const string OfCarts = "schema_backfills WHERE name = 'ordering-seal-cart-secrets'";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    private TestDatabase Database => TestDatabase.In(_place.PathOf("shop"));

    [Fact]
    public async Task Killed_again_and_again_it_goes_on_where_it_was_and_fills_each_row_once()
    {
        (await _place.Run("migrate")).ShouldSucceed();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Database.Execute("INSERT INTO ordering_carts (id, secret, details_version, touched_at) VALUES " + string.Join(", ", Enumerable.Range(1, Rows).Select(row => $"({row}, 'plain-{row}', 0, {now})")));

        var positions = new List<long>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            positions.Add(await KillAfter(kill * 60));
        }

        positions.ShouldBe(positions.Order());
        positions.Distinct().Count().ShouldBe(Kills, "it was killed at the same row each time");
        positions[^1].ShouldBeLessThan(Rows, "it was killed after its end");
        (await _place.Run("migrate")).Output.ShouldContain("Backfill ordering-seal-cart-secrets: ");

        using var last = Serve(firstChunk: 100);
        await TestShop.Until(() => Task.FromResult(Database.Count(OfCarts + " AND finished_at IS NOT NULL") == 1), "the backfill's end");
        last.Kill();
        await last.WaitForExitAsync(TestContext.Current.CancellationToken);

        for (var row = 1; row <= Rows; row += 37)
        {
            Database.Scalar($"SELECT secret FROM ordering_carts WHERE id = {row}").ShouldBe(Secrets.Hash($"plain-{row}"));
        }

        Database.Count("ordering_carts WHERE sealed_secret IS NULL").ShouldBe(0);
        (await _place.Run("migrate")).Output.ShouldContain($"Backfill ordering-seal-cart-secrets: {Rows} rows filled, complete.");
        (await _place.Run("verify")).ShouldSucceed();
    }

    /// <summary>Answers how many rows were filled by then, which is what the note says and what the table says.</summary>
    private async Task<long> KillAfter(int rows)
    {
        using var process = Serve(firstChunk: 1);
        await TestShop.Until(() => Task.FromResult(process.HasExited || Filled() >= rows), $"{rows} rows to be filled");
        process.HasExited.ShouldBeFalse();
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Convert.ToInt64(Database.Scalar($"SELECT filled FROM {OfCarts}"), null).ShouldBe(Filled());
        return Filled();
    }

    private long Filled() => Database.Count("ordering_carts WHERE sealed_secret IS NOT NULL");

    private System.Diagnostics.Process Serve(int firstChunk) => Workplace.Start(
        ["serve", "--urls", "http://127.0.0.1:0", "--data", _place.PathOf("shop")],
        new()
        {
            ["Shop__PublicUrl"] = "http://localhost",
            ["Shop__Development"] = "true",
            ["Backfills__FirstChunk"] = $"{firstChunk}",
            ["Backfills__ChunkMilliseconds"] = firstChunk == 1 ? "1" : "200",
            ["Backfills__PauseMilliseconds"] = "5",
            ["Logging__LogLevel__Default"] = "Error",
        });
}
