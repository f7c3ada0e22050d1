using System.Collections.Concurrent;
using GigGatek.Tests.Operations.Databases;

namespace GigGatek.Tests.Operations.Replicas;

/// <summary>One shop for each kind of server, for all tests that need one: starting three servers takes its time. Each test leaves it whole.</summary>
public sealed class ReplicatedShops : IAsyncLifetime
{
    private readonly ConcurrentDictionary<ServerKind, Task<ReplicatedShop>> _shops = new();

    /// <summary>Ends the test as skipped, by name, where that kind is missing.</summary>
    internal Task<ReplicatedShop> Of(ServerKind kind)
    {
        var programs = ServerPrograms.Require(kind);
        return _shops.GetOrAdd(kind, _ => ReplicatedShop.StartAsync(programs));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in _shops.Values.Where(shop => shop.IsCompletedSuccessfully))
        {
            await (await shop).DisposeAsync();
        }
    }
}

/// <summary>Those tests come one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ReplicatedShopsCollection : ICollectionFixture<ReplicatedShops>
{
    public const string Name = "shops with replicas";
}
