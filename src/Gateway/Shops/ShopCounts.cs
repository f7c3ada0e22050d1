namespace GigGatek.Gateway.Shops;

/// <summary>What a shop was asked and how it answered, since the gateway started. All only grow: a rate is the difference of two readings.</summary>
internal sealed class ShopCounts
{
    private long _requests;
    private long _clientErrors;
    private long _serverErrors;
    private long _unreachable;
    private long _broken;

    /// <summary>Requests that it was given.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Answers 400 to 499.</summary>
    public long ClientErrors => Interlocked.Read(ref _clientErrors);

    /// <summary>Answers from 500.</summary>
    public long ServerErrors => Interlocked.Read(ref _serverErrors);

    /// <summary>Requests that could not even be sent.</summary>
    public long Unreachable => Interlocked.Read(ref _unreachable);

    /// <summary>Requests that it received, and of which no whole answer came: it went away, or took too long.</summary>
    public long Broken => Interlocked.Read(ref _broken);

    /// <summary>How long answers took to begin.</summary>
    public LatencyHistogram Latency { get; } = new();

    public void AddRequest() => Interlocked.Increment(ref _requests);

    public void AddUnreachable() => Interlocked.Increment(ref _unreachable);

    public void AddBroken() => Interlocked.Increment(ref _broken);

    public void AddAnswer(int status, TimeSpan latency)
    {
        Latency.Add(latency);
        if (status >= 500)
        {
            Interlocked.Increment(ref _serverErrors);
        }
        else if (status >= 400)
        {
            Interlocked.Increment(ref _clientErrors);
        }
    }
}
