using System.Diagnostics.Metrics;
using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway.Forwarding;

/// <summary>
/// How many requests may be sent again: a share of those of the last ten seconds, and a few where there are hardly any. When shops
/// fail under load, repeating everything would double it. The thought is Finagle's. What could not be sent at all is no repetition.
/// </summary>
internal sealed class RetryBudget
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "GigGatek.Gateway";

    private readonly Lock _turn = new();
    private readonly LastSeconds _counts;
    private readonly GatewayOptions _options;
    private readonly Counter<long> _retriesCounter;
    private readonly Counter<long> _deniedCounter;
    private long _requests;
    private long _retries;
    private long _denied;

    public RetryBudget(IOptions<GatewayOptions> options, IMeterFactory meters, TimeProvider clock)
    {
        _options = options.Value;
        _counts = new LastSeconds(clock);
        var meter = meters.Create(Meter);
        _retriesCounter = meter.CreateCounter<long>("giggatek.gateway.retries", description: "Requests that were sent again, since a shop broke off.");
        _deniedCounter = meter.CreateCounter<long>("giggatek.gateway.retries_denied", description: "Requests that could have been sent again, had the budget not been used up.");
    }

    /// <summary>Since the start.</summary>
    public RetryReport Report
    {
        get
        {
            lock (_turn)
            {
                return new RetryReport(_requests, _retries, _denied);
            }
        }
    }

    public void AddRequest()
    {
        lock (_turn)
        {
            _requests++;
            _counts.Add(1, 0);
        }
    }

    /// <summary>Whether one more may be sent again.</summary>
    public bool TryTake(Route route)
    {
        var module = new KeyValuePair<string, object?>("module", route.Module);
        lock (_turn)
        {
            var (requests, retries) = _counts.Sum();
            if (retries >= Math.Max(_options.RetriesAtLeast, (long)requests * _options.RetryPercent / 100))
            {
                _denied++;
                _deniedCounter.Add(1, module);
                return false;
            }

            _retries++;
            _counts.Add(0, 1);
            _retriesCounter.Add(1, module);
            return true;
        }
    }
}

/// <summary>What was sent again.</summary>
/// <param name="Denied">What could have been, had the budget not been used up.</param>
internal sealed record RetryReport(long Requests, long Retries, long Denied);
