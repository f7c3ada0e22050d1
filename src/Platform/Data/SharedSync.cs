namespace GigGatek.Platform.Data;

/// <summary>
/// Synchronises a file to the disk for many waiters at once: whoever asks while a synchronisation runs is served by the
/// next one, which began after he had written.
/// </summary>
internal sealed class SharedSync(string path)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _next;
    private bool _isRunning;

    /// <summary>Returns when all that was written before the call is on the disk.</summary>
    public Task WaitAsync(CancellationToken ct)
    {
        TaskCompletionSource mine;
        bool starts;
        lock (_lock)
        {
            mine = _next ??= NewRound();
            starts = !_isRunning;
            _isRunning = true;
        }

        if (starts)
        {
            Start();
        }

        return mine.Task.WaitAsync(ct);
    }

    /// <summary>What a waiter does next may take a minute: within the round it would hold up those who wait for the next one.</summary>
    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One round a turn: who waited goes on where this one ran, before a thread that is free finds him.</summary>
    private void Start() => ThreadPool.UnsafeQueueUserWorkItem(static sync => sync.SynchroniseRound(), this, preferLocal: false);

    private void SynchroniseRound()
    {
        var round = Take();
        try
        {
            Synchronise();
            round.SetResult();
        }
        catch (Exception failure)
        {
            round.SetException(failure);
        }

        if (IsAwaited())
        {
            Start();
        }
    }

    private TaskCompletionSource Take()
    {
        lock (_lock)
        {
            var round = _next!;
            _next = null;
            return round;
        }
    }

    private bool IsAwaited()
    {
        lock (_lock)
        {
            return _isRunning = _next is not null;
        }
    }

    private void Synchronise()
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }
        catch (FileNotFoundException)
        {
            // No log: its content was moved into the database file, and synchronised, when its last user closed it.
        }
    }
}
