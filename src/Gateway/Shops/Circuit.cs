namespace GigGatek.Gateway.Shops;

/// <summary>
/// Whether a shop is worth new requests while so many of the last ones have failed that another shop is the better choice. Open: no.
/// After some seconds one request tries it, and what becomes of that closes it, or opens it for as long again. It judges what
/// readiness does not see: a shop that says it is ready and breaks off, or thinks without an end.
/// </summary>
internal sealed class Circuit(GatewayOptions options, TimeProvider clock)
{
    private readonly Lock _turn = new();
    private readonly LastSeconds _answers = new(clock);
    private readonly TimeSpan _rest = TimeSpan.FromSeconds(options.BreakerSeconds);
    private volatile bool _isClosed = true;
    private long _opened;
    private bool _isTried;

    public CircuitState State
    {
        get
        {
            if (_isClosed)
            {
                return CircuitState.Closed;
            }

            lock (_turn)
            {
                return _isClosed ? CircuitState.Closed : clock.GetElapsedTime(_opened) < _rest ? CircuitState.Open : CircuitState.HalfOpen;
            }
        }
    }

    /// <summary>Whether a request may go there. While it is half open the first that may try it does, and the others find another shop.</summary>
    public bool LetsPass(bool mayTry)
    {
        if (_isClosed)
        {
            return true;
        }

        lock (_turn)
        {
            if (State is var state && state != CircuitState.HalfOpen)
            {
                return state == CircuitState.Closed;
            }

            var tries = mayTry && !_isTried;
            _isTried |= tries;
            return tries;
        }
    }

    /// <summary>Tells what became of a request. True when that has opened it.</summary>
    public bool Note(Verdict verdict)
    {
        lock (_turn)
        {
            if (!_isClosed)
            {
                return _isTried && EndTry(verdict);
            }

            if (verdict == Verdict.None)
            {
                return false;
            }

            _answers.Add(1, verdict == Verdict.Failed ? 1 : 0);
            var (all, failed) = verdict == Verdict.Failed ? _answers.Sum() : default;
            return failed > 0 && all >= options.BreakerRequests && failed * 100L >= (long)options.BreakerPercent * all && Open();
        }
    }

    private bool EndTry(Verdict verdict)
    {
        _isTried = false;
        if (verdict == Verdict.Served)
        {
            _isClosed = true;
            _answers.Clear();
        }

        return verdict == Verdict.Failed && Open();
    }

    private bool Open()
    {
        _opened = clock.GetTimestamp();
        _isClosed = false;
        return true;
    }
}

internal enum CircuitState
{
    Closed,
    HalfOpen,
    Open,
}

/// <summary>What a request says about the shop that it went to.</summary>
internal enum Verdict
{
    /// <summary>Nothing: the visitor went away, or it could not be sent.</summary>
    None,
    Served,
    Failed,
}
