using GigGatek.Platform.Data;

namespace GigGatek.Tests.Unit.Platform;

public sealed class SharedSyncTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gg-sync-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_a_waiter_does_next_holds_up_nobody()
    {
        var file = Path.Combine(_folder, "log");
        await File.WriteAllTextAsync(file, "written", Ct);
        var sync = new SharedSync(file);
        using var go = new ManualResetEventSlim();
        var busy = Task.Run(
            async () =>
            {
                await sync.WaitAsync(Ct);
                go.Wait(Ct);    // as SQLite works: without letting go of the thread
            },
            Ct);
        try
        {
            for (var number = 0; number < 50; number++)
            {
                await sync.WaitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);
            }
        }
        finally
        {
            go.Set();
        }

        await busy;
    }

    [Fact]
    public async Task Where_there_is_no_log_all_of_it_is_on_the_disk() => await new SharedSync(Path.Combine(_folder, "none")).WaitAsync(Ct);

    [Fact]
    public async Task What_cannot_be_synchronised_fails_who_waits_and_not_the_next()
    {
        var file = Path.Combine(_folder, "log");
        Directory.CreateDirectory(file);
        var sync = new SharedSync(file);
        await Should.ThrowAsync<UnauthorizedAccessException>(() => sync.WaitAsync(Ct));
        Directory.Delete(file);
        await File.WriteAllTextAsync(file, "written", Ct);
        await sync.WaitAsync(Ct);
    }

    [Fact]
    public async Task Many_at_once_are_all_served()
    {
        var file = Path.Combine(_folder, "log");
        await File.WriteAllTextAsync(file, "written", Ct);
        var sync = new SharedSync(file);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Ct }, async (_, ct) => await sync.WaitAsync(ct)).WaitAsync(TimeSpan.FromMinutes(1), Ct);
    }
}
