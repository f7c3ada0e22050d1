using System.Collections.Concurrent;

namespace GigGatek.Platform.Events;

/// <summary>Tells a module's dispatcher that there is something to do, so that events leave at once and not at the next look.</summary>
internal sealed class OutboxSignal
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _signals = new();

    public void Raise(string module)
    {
        var signal = Of(module);
        if (signal.CurrentCount == 0)
        {
            signal.Release();
        }
    }

    public Task<bool> WaitAsync(string module, TimeSpan atMost, CancellationToken ct) => Of(module).WaitAsync(atMost, ct);

    private SemaphoreSlim Of(string module) => _signals.GetOrAdd(module, _ => new SemaphoreSlim(0));
}
