using System.Security.Cryptography;
using GigGatek.Gateway.Shops;

namespace GigGatek.Gateway.Forwarding;

/// <summary>
/// The shops that a request may go to, best first. Its own colour's; then those of the others that are ready, for a visitor who
/// sees another release is better off than one who sees none; in the end those that are not ready or whose circuit is open, which may still answer.
/// </summary>
internal static class Candidates
{
    public static IEnumerable<Shop> For(Traffic traffic, Colour own)
    {
        var others = traffic.Colours.Where(colour => colour != own).OrderByDescending(colour => colour.Weight).ToList();
        return UsableOf(own)
            .Concat(others.SelectMany(colour => UsableOf(colour).Where(shop => colour.Weight > 0 || shop.Health.State == ShopState.Healthy)))
            .Concat(own.Shops)
            .Concat(others.Where(colour => colour.Weight > 0).SelectMany(colour => colour.Shops))
            .Distinct();
    }

    /// <summary>For a file of a page: one shop of each colour, since the page may be of any.</summary>
    public static IEnumerable<Shop> ForAsset(Traffic traffic, Colour own) =>
        traffic.Colours.OrderByDescending(colour => colour == own).ThenByDescending(colour => colour.Weight).SelectMany(UsableOf);

    /// <summary>The less busy of two that are drawn goes first: as good as the least busy of all, without everyone running to the same one.</summary>
    private static IEnumerable<Shop> UsableOf(Colour colour)
    {
        var shops = colour.Shops.Where(shop => shop.IsUsable && shop.Circuit.State != CircuitState.Open).ToArray();
        if (shops.Length == 1)
        {
            return shops;
        }

        RandomNumberGenerator.Shuffle(shops.AsSpan());
        if (shops.Length > 1 && shops[1].InFlight < shops[0].InFlight)
        {
            (shops[0], shops[1]) = (shops[1], shops[0]);
        }

        return shops;
    }
}
