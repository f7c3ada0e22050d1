using System.Collections.Immutable;
using System.Security.Cryptography;
using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;

namespace GigGatek.Gateway.Forwarding;

/// <summary>
/// The shops that a request may go to, best first: of all of them those that get its module's requests. Its own colour's; then those of the others that are ready, for a visitor who
/// sees another release is better off than one who sees none; in the end those that are not ready or whose circuit is open, which may still answer.
/// Nearly always the first one answers: the others are listed when one of them is wanted.
/// </summary>
/// <param name="isAsset">A file of a page: one shop of each colour comes first, since the page may be of any.</param>
internal sealed class Candidates(Traffic traffic, Colour own, Route route, bool isAsset)
{
    private Shop? _first;
    private Queue<Shop>? _left;

    public bool AreUsedUp => Left.Count == 0;

    private Queue<Shop> Left => _left ??= new Queue<Shop>(All().Where(shop => shop != _first));

    public bool HaveOtherThan(string colour) => Left.Any(shop => shop.Colour != colour);

    public void LeaveOut(string colour) => _left = new Queue<Shop>(Left.Where(shop => shop.Colour != colour));

    /// <summary>
    /// The next one that takes a request; it is entered. One whose circuit is open is passed over while there are others, and better than none.
    /// </summary>
    public Shop? EnterNext(bool mayTry)
    {
        if (_first is null && _left is null && !isAsset && FirstOf(own.ShopsOf(route)) is { } first && first.Circuit.LetsPass(mayTry) && TryEnter(first))
        {
            return _first = first;
        }

        var passedOver = new Queue<Shop>();
        while (Left.TryDequeue(out var shop) || passedOver.TryDequeue(out shop))
        {
            if (!shop.Circuit.LetsPass(mayTry) && Left.Count > 0)
            {
                passedOver.Enqueue(shop);
            }
            else if (TryEnter(shop))
            {
                Array.ForEach([.. passedOver], Left.Enqueue);
                return shop;
            }
        }

        return null;
    }

    private bool TryEnter(Shop shop)
    {
        if (shop.TryEnter(route))
        {
            return true;
        }

        shop.Circuit.Note(Verdict.None);    // it is not tried after all
        return false;
    }

    private IEnumerable<Shop> All()
    {
        var others = traffic.Colours.Where(colour => colour != own).OrderByDescending(colour => colour.Weight).ToList();
        return (isAsset ? UsableOf(own).Concat(others.SelectMany(UsableOf)) : [])
            .Concat(UsableOf(own))
            .Concat(others.SelectMany(colour => UsableOf(colour).Where(shop => colour.Weight > 0 || shop.Health.State == ShopState.Healthy)))
            .Concat(own.ShopsOf(route))
            .Concat(others.Where(colour => colour.Weight > 0).SelectMany(colour => colour.ShopsOf(route)))
            .Distinct();
    }

    /// <summary>The less busy of two that are drawn goes first: as good as the least busy of all, without everyone running to the same one.</summary>
    private IEnumerable<Shop> UsableOf(Colour colour)
    {
        var shops = colour.ShopsOf(route).Where(IsPromising).ToArray();
        RandomNumberGenerator.Shuffle(shops.AsSpan());
        if (shops.Length > 1)
        {
            (shops[0], shops[1]) = LessBusyFirst(shops[0], shops[1]);
        }

        return shops;
    }

    /// <summary>The first of <see cref="UsableOf"/>, without a list; null when there is none.</summary>
    private static Shop? FirstOf(ImmutableArray<Shop> shops)
    {
        var promising = 0;
        foreach (var shop in shops)
        {
            promising += IsPromising(shop) ? 1 : 0;
        }

        if (promising < 2)
        {
            return FindPromising(shops, 0);
        }

        var place = RandomNumberGenerator.GetInt32(promising);
        var other = (place + 1 + RandomNumberGenerator.GetInt32(promising - 1)) % promising;
        return FindPromising(shops, place) is { } one && FindPromising(shops, other) is { } two ? LessBusyFirst(one, two).First : null;
    }

    /// <summary>Null when one has stopped to be promising meanwhile.</summary>
    private static Shop? FindPromising(ImmutableArray<Shop> shops, int place)
    {
        foreach (var shop in shops)
        {
            if (IsPromising(shop) && place-- == 0)
            {
                return shop;
            }
        }

        return null;
    }

    private static bool IsPromising(Shop shop) => shop.IsUsable && shop.Circuit.State != CircuitState.Open;

    private static (Shop First, Shop Second) LessBusyFirst(Shop one, Shop two) => two.InFlight < one.InFlight ? (two, one) : (one, two);
}
