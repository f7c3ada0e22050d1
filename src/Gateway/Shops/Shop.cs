namespace GigGatek.Gateway.Shops;

/// <summary>One process of the shop, as the gateway knows it. It lives as long as the state names it, and until its last request has ended.</summary>
internal sealed class Shop(string colour, Uri address, GatewayOptions options, TimeProvider clock)
{
    private const int MostSlowChecks = 3;

    private readonly Lock _turn = new();
    private volatile ShopHealth _health = new(ShopState.Unknown, "it was not asked yet", clock.GetUtcNow());
    private int _inFlight;
    private int _slowChecks;

    public string Colour => colour;

    public Uri Address => address;

    /// <summary>What the forwarder puts before a path.</summary>
    public string Prefix { get; } = address.GetLeftPart(UriPartial.Authority);

    public ShopHealth Health => _health;

    public ShopCounts Counts { get; } = new();

    public Circuit Circuit { get; } = new(options, clock);

    /// <summary>Whether it is worth a request: one that was not asked yet is, or a gateway that starts would refuse its first visitors.</summary>
    public bool IsUsable => _health.State != ShopState.Unhealthy;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Whether it has as many requests as it may have at once.</summary>
    public bool IsFull => InFlight >= options.RequestsPerShop;

    /// <summary>False when it is full.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) <= options.RequestsPerShop)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inFlight);

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
