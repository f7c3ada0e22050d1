using GigGatek.Tests.Integration.CommandLine;

namespace GigGatek.Tests.Integration.Servers;

/// <summary>
/// A server counts the rows of its tables some seconds after they came, and chooses by what it believes until then: that a table
/// which an import has just filled is empty. Here it never counts.
/// </summary>
[Trait("Engine", "server")]
public sealed class UncountedTablesTests : IDisposable
{
    private const int Rows = 24_000;
    private const int OneBatch = 2_000;

    private readonly Workplace _here = new();

    [Fact]
    public async Task Prices_that_change_just_after_the_first_import_take_no_longer_and_neither_do_the_books()
    {
        (await _here.Run("migrate")).ShouldSucceed();
        foreach (var table in new[] { "catalog_products", "catalog_variants", "catalog_search" })
        {
            TestDatabase.In(_here.PathOf("shop")).Execute($"ALTER TABLE {table} STATS_AUTO_RECALC = 0");
        }

        (await _here.Run("import", Parts(Rows, price: 100))).ShouldCount(created: Rows);
        (await _here.Run("import", Parts(OneBatch, price: 90))).ShouldCount(created: 0, updated: OneBatch);    // a statement has thirty seconds
        (await _here.Run("verify")).ShouldSucceed();
    }

    public void Dispose() => _here.Dispose();

    private string Parts(int rows, int price) =>
        _here.Write("cpu.jsonl", [.. Enumerable.Range(0, rows).Select(i => (object)new { name = $"Part {i}", price = price + (i % 500), core_count = i % 64 })]);
}
