using GigGatek.Contracts.Accounts;

namespace GigGatek.Tests.Integration.Accounts;

/// <summary>Changes are written down some at once, so their numbers are not their order.</summary>
public sealed class AuditTrailTests : IAsyncLifetime
{
    private const int Entries = 250;
    private readonly TestShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    /// <summary>Three happen in each moment; the later a moment, the lower its numbers.</summary>
    [Fact]
    public async Task It_is_read_in_the_order_in_which_things_happened_each_line_once()
    {
        for (var i = 1; i <= Entries; i++)
        {
            _shop.Database.Execute(
                $"INSERT INTO accounts_audit_entries (id, at, actor_id, actor_name, action, subject, details) VALUES ({Entries - (i / 3 * 3) + (i % 3) + 1}, {1_700_000_000_000 + (i / 3)}, 0, 'test', 'test.change', 'thing', '{i / 3}')");
        }

        var (read, cursor) = (new List<AuditEntry>(), (string?)null);
        do
        {
            var page = await _shop.Get<IAccountsAdmin>().ListAuditAsync("thing", cursor, Ct);
            read.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        read.Select(entry => entry.Id).Distinct().Count().ShouldBe(Entries);
        read.Count.ShouldBe(Entries);
        read.Select(entry => int.Parse(entry.Details, null)).ShouldBe(Enumerable.Range(1, Entries).Select(i => i / 3).OrderDescending());
    }
}
