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
            _ = Task.Run(SynchroniseAll, CancellationToken.None);    // it throws nothing: a failure is its waiters'
        }

        return mine.Task.WaitAsync(ct);
    }

    /// <summary>What a waiter does next may take a minute: on this thread it would hold up those who wait for the next round.</summary>
    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void SynchroniseAll()
    {
        while (Next() is { } round)
        {
            try
            {
                Synchronise();
                round.SetResult();
            }
            catch (Exception failure)
            {
                round.SetException(failure);
            }
        }
    }

    private TaskCompletionSource? Next()
    {
        lock (_lock)
        {
            var next = _next;
            _next = null;
            _isRunning = next is not null;
            return next;
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
