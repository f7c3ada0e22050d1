using System.Collections.Immutable;
using GigGatek.Gateway.Routing;
using GigGatek.Platform.Releases;

namespace GigGatek.Gateway.Shops;

/// <summary>What counts at a moment: the state of the release, with the shops behind its addresses. Replaced whole.</summary>
internal sealed record Traffic(ReleaseState State, IReadOnlyList<Colour> Colours)
{
    /// <summary>Whether visitors are spread over more than one colour now.</summary>
    public bool IsDivided { get; } = Colours.Count(colour => colour.Weight > 0) > 1;

    /// <summary>
    /// The colour of a visitor by his lot. Colours lie side by side on the scale of lots, in the order of their names: when a weight
    /// grows, those move who must, and nobody moves back and forth.
    /// </summary>
    public Colour ColourOf(int lot)
    {
        var end = 0;
        foreach (var colour in Colours)
        {
            end += colour.Weight * Forwarding.Lot.PerPercent;
            if (lot < end)
            {
                return colour;
            }
        }

        throw new InvalidOperationException("The weights of a state sum to 100.");
    }
}

/// <summary>One colour with its shops.</summary>
/// <param name="ShopsByPlace">Those that get the requests of a module, by the place of its route.</param>
internal sealed record Colour(string Name, int Weight, string Version, ImmutableArray<Shop> Shops, ImmutableArray<ImmutableArray<Shop>> ShopsByPlace)
{
    public ImmutableArray<Shop> ShopsOf(Route route) => ShopsByPlace[route.Place];
}
