using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;

namespace GigGatek.Tests.Unit.Ordering.Interleavings;

/// <summary>
/// Somebody who works on the order: a page, an event's handler, a job. It stops before each call that it makes and goes on
/// when it is its turn; one that never gets another turn has crashed.
/// </summary>
internal sealed class Worker(string name, Func<bool> mayStart, Func<Worker, Task> work)
{
    private readonly SortedDictionary<string, string> _seen = new(StringComparer.Ordinal);
    private string _last = "";
    private TaskCompletionSource? _gate;
    private Task? _run;

    public string Name => name;

    /// <summary>True while there is something left that it could do.</summary>
    public bool CanGoOn => _run is null ? mayStart() : _gate is not null;

    /// <summary>What it knows decides what it does next: which calls it has made, and the last answer to each.</summary>
    public string State => _run is null ? "idle" : _gate is null ? "done" : $"{_last} {string.Join(' ', _seen.Values)}";

    /// <summary>Runs until the next call, which it has not made yet.</summary>
    public void GoOn()
    {
        if (_run is null)
        {
            _run = work(this);
        }
        else
        {
            var gate = _gate!;
            _gate = null;
            gate.SetResult();    // runs what follows, here and now
        }

        if (_run.IsFaulted)
        {
            throw new InvalidOperationException($"{name} failed after {_last}", _run.Exception);
        }
    }

    /// <summary>A call: waits for its turn, happens at once and whole, and is remembered.</summary>
    public async Task<T> Call<T>(string what, Func<T> happens)
    {
        _gate = new TaskCompletionSource();
        await _gate.Task;
        var answer = happens();
        _last = what;
        _seen[what] = $"{what}={Short(answer)}";
        return answer;
    }

    /// <summary>What it read without a call: the time.</summary>
    public void Notes(string what, object seen) => _seen[what] = $"{what}={seen}";

    private static object? Short(object? answer) => answer switch
    {
        OrderStanding order => $"{order.State}{order.Refunded.Minor}",
        Payment payment => payment.State,
        _ => answer,
    };
}
