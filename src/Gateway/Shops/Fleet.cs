using System.Collections.Immutable;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Releases;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway.Shops;

/// <summary>All shops, and how traffic is spread over them. A shop keeps its counts and its health when a new state names it again.</summary>
internal sealed class Fleet(IOptions<GatewayOptions> options, TimeProvider clock)
{
    private readonly Lock _turn = new();
    private volatile IReadOnlyList<Shop> _leaving = [];
    private volatile Traffic? _traffic;

    /// <summary>What counts now. It is there before the first request is.</summary>
    public Traffic Traffic => _traffic ?? throw new InvalidOperationException("The state of the release is read before the gateway listens.");

    /// <summary>Shops that the state names no longer, while requests to them last.</summary>
    public IReadOnlyList<Shop> ListLeaving() => [.. _leaving.Where(shop => shop.InFlight > 0)];

    public void Follow(ReleaseState state)
    {
        lock (_turn)
        {
            var known = (_traffic?.Colours.SelectMany(colour => colour.Shops) ?? []).Concat(_leaving).ToList();
            var colours = state.Colours.OrderBy(colour => colour.Name, StringComparer.Ordinal).Select(colour => Follow(known, colour)).ToList();
            var named = colours.SelectMany(colour => colour.Shops).ToHashSet();
            _leaving = [.. known.Where(shop => !named.Contains(shop) && shop.InFlight > 0)];
            _traffic = new Traffic(state, colours);
        }
    }

    private Colour Follow(List<Shop> known, ReleaseColour colour)
    {
        var shops = colour.Shops.Select(named => (Named: named, Shop: Find(known, colour.Name, named.Address))).ToList();
        return new Colour(
            colour.Name, colour.Weight, colour.Version, [.. shops.Select(shop => shop.Shop)],
            [.. ModuleRoutes.Answering.Select(module => shops.Where(shop => shop.Named.Serves(module)).Select(shop => shop.Shop).ToImmutableArray())]);
    }

    private Shop Find(List<Shop> known, string colour, Uri address) =>
        known.Find(shop => shop.Colour == colour && shop.Address == address) ?? new Shop(colour, address, options.Value, clock);
}
