using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>A gateway with its shops that the tests of a class have together.</summary>
public abstract class SharedGateway : IAsyncLifetime
{
    private readonly List<StubShop> _shops = [];

    internal RunningGateway Gateway { get; private set; } = null!;

    internal IReadOnlyList<StubShop> Shops => _shops;

    internal virtual string Scheme => "http";

    internal virtual int Count => 1;

    internal virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public virtual async ValueTask InitializeAsync()
    {
        for (var i = 0; i < Count; i++)
        {
            _shops.Add(await StubShop.StartAsync($"shop {i}"));
        }

        ReleaseColour blue = RunningGateway.Colour("blue", 100, [.. _shops.Select(shop => shop.Address)]);
        Gateway = await RunningGateway.StartAsync([blue], Settings, Scheme);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        foreach (var shop in _shops)
        {
            await shop.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
