using System.Collections.Concurrent;
using GigGatek.Tests.Operations.Replicas;

namespace GigGatek.Tests.Operations.Load;

/// <summary>Everybody who is in a shop at a time: some look, some buy, and the owner is at his desk.</summary>
internal sealed class People : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ReplicatedShop _shop;
    private readonly List<Visitor> _lookers;
    private readonly List<Visitor> _buyers;
    private readonly Task _all;

    public People(IReadOnlyList<ReplicatedShop> processes, IReadOnlyList<string> skus, int lookers, int buyers, ShopOwner owner, Tally tally)
    {
        _shop = processes[0];
        _lookers = [.. Enumerable.Range(0, lookers).Select(i => new Visitor(processes[i % processes.Count].Address, skus, _faults, tally))];
        _buyers = [.. Enumerable.Range(0, buyers).Select(i => new Visitor(processes[i % processes.Count].Address, skus, _faults, tally))];
        _all = Task.WhenAll([
            .. _lookers.Select(looker => Task.Run(() => looker.BrowsesUntil(_enough.Token))),
            .. _buyers.Select(buyer => Task.Run(() => buyer.BuysUntil(_enough.Token))),
            Task.Run(() => owner.RefundsUntil(_enough.Token)),
        ]);
    }

    /// <summary>Orders of which the shop said that they were paid.</summary>
    public IReadOnlyList<string> Paid => [.. _buyers.SelectMany(buyer => buyer.Paid)];

    /// <summary>Answers that were not true: a cart without what was put into it.</summary>
    public IReadOnlyList<string> Untrue => [.. _faults.Where(fault => fault.EndsWith("are shown (200)", StringComparison.Ordinal))];

    /// <summary>Waits until everyone has done so many more rounds, on average.</summary>
    public async Task GoOnFor(double rounds)
    {
        List<Visitor> visitors = [.. _lookers, .. _buyers];
        var goal = visitors.Sum(visitor => visitor.Rounds) + (rounds * visitors.Count);
        await _shop.Until("people to get on", () => Task.FromResult(_all.IsCompleted || visitors.Sum(visitor => visitor.Rounds) >= goal));
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
        _lookers.ForEach(looker => looker.Dispose());
        _buyers.ForEach(buyer => buyer.Dispose());
        _enough.Dispose();
    }
}
