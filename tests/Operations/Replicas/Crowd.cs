using System.Collections.Concurrent;

namespace GigGatek.Tests.Operations.Replicas;

/// <summary>Some visitors at once, until it is enough.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ReplicatedShop _shop;
    private readonly List<Visitor> _visitors;
    private readonly Task _all;

    public Crowd(ReplicatedShop shop, IReadOnlyList<string> skus, int size, Func<Visitor, CancellationToken, Task> does)
    {
        _shop = shop;
        _visitors = [.. Enumerable.Range(0, size).Select(_ => new Visitor(shop.Address, skus, _faults))];
        _all = Task.WhenAll(_visitors.Select(visitor => Task.Run(() => does(visitor, _enough.Token))));
    }

    /// <summary>What was not as it should have been.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public IReadOnlyList<string> Placed => [.. _visitors.SelectMany(visitor => visitor.Placed)];

    public IReadOnlyList<string> Paid => [.. _visitors.SelectMany(visitor => visitor.Paid)];

    /// <summary>Waits until each visitor is so many rounds further.</summary>
    public async Task GoesOnFor(int rounds)
    {
        var goals = _visitors.Select(visitor => (Visitor: visitor, Rounds: visitor.Rounds + rounds)).ToList();
        await _shop.Until($"every visitor to be {rounds} rounds further", () =>
            Task.FromResult(_all.IsCompleted || goals.TrueForAll(goal => goal.Visitor.Rounds >= goal.Rounds)));
    }

    public async Task EndsAsync()
    {
        await _enough.CancelAsync();
        await _all;
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _visitors.ForEach(visitor => visitor.Dispose());
        _enough.Dispose();
    }
}
