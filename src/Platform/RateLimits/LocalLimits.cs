namespace GigGatek.Platform.RateLimits;

/// <summary>
/// What this process counts by itself, by a clock that is never put back. It knows a limited number of keys: those that were not seen while as many others came
/// are forgotten, so an attack from many addresses costs no more memory than that, and who goes on asking is remembered.
/// </summary>
internal sealed class LocalLimits(TimeProvider clock, int mostKeys = 100_000)
{
    private readonly Lock _turn = new();
    private readonly long _start = clock.GetTimestamp();
    private Dictionary<string, long> _recent = [];
    private Dictionary<string, long> _earlier = [];

    /// <summary>Microseconds since the start.</summary>
    public long Now => clock.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>How many keys are known; never more than was allowed.</summary>
    public int Count => _recent.Count + _earlier.Count;

    /// <summary>Counts a request, when there is room.</summary>
    public Verdict Take(IReadOnlyList<Counted> counted)
    {
        lock (_turn)
        {
            var now = Now;
            var debts = DebtsOf(counted, now);
            if (!IsAdmitted(counted, debts))
            {
                return Refuse(counted, debts);
            }

            for (var i = 0; i < debts.Length; i++)
            {
                debts[i] += counted[i].Limit.Interval;
                Keep(counted[i].Key, now + debts[i]);
            }

            return new Verdict(true, counted, debts);
        }
    }

    /// <summary>The refusal of a request, when it is known already that there is no room. Counts nothing.</summary>
    public Verdict? FindRefusal(IReadOnlyList<Counted> counted)
    {
        lock (_turn)
        {
            var debts = DebtsOf(counted, Now);
            return IsAdmitted(counted, debts) ? null : Refuse(counted, debts);
        }
    }

    /// <summary>
    /// Takes over what others know. What is kept is never more than the truth: so while this process refuses, nobody else admits, and the time to wait is right.
    /// </summary>
    /// <param name="asked">The <see cref="Now"/> from before they were asked.</param>
    public void Learn(Verdict verdict, long asked)
    {
        lock (_turn)
        {
            for (var i = 0; i < verdict.Debts.Count; i++)
            {
                var (key, end) = (verdict.Counted[i].Key, asked + verdict.Debts[i]);
                Keep(key, Math.Max(end, EndOf(key)));
            }
        }
    }

    /// <summary>Who is refused has been seen, too.</summary>
    private Verdict Refuse(IReadOnlyList<Counted> counted, long[] debts)
    {
        foreach (var one in counted)
        {
            Keep(one.Key, EndOf(one.Key));
        }

        return new Verdict(false, counted, debts);
    }

    private long[] DebtsOf(IReadOnlyList<Counted> counted, long now)
    {
        var debts = new long[counted.Count];
        for (var i = 0; i < debts.Length; i++)
        {
            debts[i] = counted[i].Limit.DebtAt(now, EndOf(counted[i].Key));
        }

        return debts;
    }

    private static bool IsAdmitted(IReadOnlyList<Counted> counted, long[] debts)
    {
        for (var i = 0; i < debts.Length; i++)
        {
            if (!counted[i].Limit.Admits(debts[i]))
            {
                return false;
            }
        }

        return true;
    }

    private long EndOf(string key) => _recent.TryGetValue(key, out var end) || _earlier.TryGetValue(key, out end) ? end : 0;

    private void Keep(string key, long end)
    {
        if (_recent.Count >= mostKeys / 2 && !_recent.ContainsKey(key))
        {
            (_earlier, _recent) = (_recent, []);
        }

        _recent[key] = end;
    }
}
