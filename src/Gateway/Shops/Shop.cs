using GigGatek.Gateway.Routing;
using GigGatek.Platform.Modules;

namespace GigGatek.Gateway.Shops;

/// <summary>One process of the shop, as the gateway knows it. It lives as long as the state names it, and until its last request has ended.</summary>
internal sealed class Shop(string colour, Uri address, GatewayOptions options, TimeProvider clock)
{
    private const int MostSlowChecks = 3;

    private readonly Lock _turn = new();
    private volatile ShopHealth _health = new(ShopState.Unknown, "it was not asked yet", clock.GetUtcNow());
    private readonly ShopCounts[] _counts = [.. ModuleRoutes.Answering.Select(_ => new ShopCounts())];
    private readonly int[] _inFlightByPlace = new int[ModuleRoutes.Answering.Length];
    private int _inFlight;
    private int _slowChecks;

    public string Colour => colour;

    public Uri Address => address;

    /// <summary>What the forwarder puts before a path.</summary>
    public string Prefix { get; } = address.GetLeftPart(UriPartial.Authority);

    public ShopHealth Health => _health;

    public Circuit Circuit { get; } = new(options, clock);

    /// <summary>Whether it is worth a request: one that was not asked yet is, or a gateway that starts would refuse its first visitors.</summary>
    public bool IsUsable => _health.State != ShopState.Unhealthy;

    public int InFlight => Volatile.Read(ref _inFlight);

    public int InFlightOf(Route route) => Volatile.Read(ref _inFlightByPlace[route.Place]);

    public ShopCounts CountsOf(Route route) => _counts[route.Place];

    /// <summary>Whether it has as many requests as it may have at once, of all modules or of this one.</summary>
    public bool IsFullFor(Route route) => InFlight >= options.RequestsPerShop || InFlightOf(route) >= route.RequestsPerShop;

    /// <summary>False when it is full.</summary>
    public bool TryEnter(Route route)
    {
        var (all, own) = (Interlocked.Increment(ref _inFlight), Interlocked.Increment(ref _inFlightByPlace[route.Place]));
        if (all <= options.RequestsPerShop && own <= route.RequestsPerShop)
        {
            return true;
        }

        Leave(route);
        return false;
    }

    public void Leave(Route route)
    {
        Interlocked.Decrement(ref _inFlightByPlace[route.Place]);
        Interlocked.Decrement(ref _inFlight);
    }

    /// <summary>It said that it is ready. True when that is news.</summary>
    public bool MarkReady(DateTimeOffset at)
    {
        lock (_turn)
        {
            _slowChecks = 0;
            return Become(ShopState.Healthy, "it is ready", at);
        }
    }

    /// <summary>It said that it is not ready, or cannot be reached: it gets nothing from now on. True when that is news.</summary>
    public bool MarkGone(string reason, DateTimeOffset at)
    {
        lock (_turn)
        {
            return Become(ShopState.Unhealthy, reason, at);
        }
    }

    /// <summary>It took too long to say whether it is ready. Once may be a moment of load.</summary>
    public bool MarkSlow(DateTimeOffset at)
    {
        lock (_turn)
        {
            return ++_slowChecks >= MostSlowChecks && Become(ShopState.Unhealthy, "it does not answer whether it is ready", at);
        }
    }

    private bool Become(ShopState state, string reason, DateTimeOffset at)
    {
        var isNews = _health.State != state;
        if (isNews || _health.Reason != reason)
        {
            _health = new ShopHealth(state, reason, isNews ? at : _health.Since);
        }

        return isNews;
    }
}

internal enum ShopState
{
    Unknown,
    Healthy,
    Unhealthy,
}

/// <summary>How a shop is, why, and since when it is so.</summary>
internal sealed record ShopHealth(ShopState State, string Reason, DateTimeOffset Since);
