using System.Collections.Concurrent;
using GigGatek.Tests.Integration;

[assembly: AssemblyFixture(typeof(ReadySchemas))]

namespace GigGatek.Tests.Integration;

/// <summary>
/// Schemas as the shop's own migrations made them, once for each set of modules, to be copied into the empty database of a test. Those that say something about
/// the database keep to migrations of their own.
/// </summary>
public sealed class ReadySchemas : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Ready>>> Known = new();

    /// <summary>Fills the database of a shop that starts for the first time.</summary>
    internal static async Task Fill(TestShop shop)
    {
        if (shop.Database.IsEmpty && !shop.Settings.Keys.Any(key => key.StartsWith("Database:", StringComparison.OrdinalIgnoreCase)))
        {
            (await Known.GetOrAdd(shop.Modules, modules => new Lazy<Task<Ready>>(() => Make(modules))).Value).Schema.CopyTo(shop.Database);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ready in Known.Values)
        {
            await (await ready.Value).Shop.DisposeAsync();
        }

        TestDatabase.DropSchema();
    }

    private static async Task<Ready> Make(string modules)
    {
        var shop = new TestShop { Modules = modules };
        await shop.Migrate();
        return new Ready(shop, new ReadySchema(shop.Database));
    }

    private sealed record Ready(TestShop Shop, ReadySchema Schema);
}
