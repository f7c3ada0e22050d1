namespace GigGatek.Platform.Data;

/// <summary>
/// Synchronises a file to the disk for many waiters at once: whoever asks while a synchronisation runs is served by the
/// next one, which began after he had written.
/// </summary>
internal sealed class SharedSync(string path)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <summary>Returns when all that was written before the call is on the disk.</summary>
    public Task WaitAsync(CancellationToken ct)
    {
        Task mine;
        lock (_lock)
        {
            mine = _next ??= StartAfterAsync(_running);
        }

        return mine.WaitAsync(ct);
    }

    private async Task StartAfterAsync(Task running)
    {
        await Task.Yield();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            _running = _next!;
            _next = null;
        }

        Synchronise();
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
