using GigGatek.Platform.Jobs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Migrations.Backfills;

/// <summary>Fills what is left of every backfill, in chunks, with pauses, and not while a replica lags.</summary>
internal sealed partial class RunBackfills(
    IEnumerable<IBackfill> backfills, IReplicaLag lag, IOptions<BackfillOptions> options, TimeProvider clock, ILogger<RunBackfills> log) : IJob
{
    private const int LargestChunk = 10_000;
    private static readonly TimeSpan LookAtReplicas = TimeSpan.FromSeconds(1);

    private bool _lookedForLateRows;

    /// <summary>One that fails keeps no other from its turn.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var failures = new List<Exception>();
        foreach (var backfill in backfills)
        {
            try
            {
                if (!_lookedForLateRows)
                {
                    await RestartForLateRowsAsync(backfill, ct);
                }

                await FillAsync(backfill, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                failures.Add(failure);
            }
        }

        _lookedForLateRows = failures.Count == 0;
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    /// <summary>Once after each start: the release that was stopped may have added rows after the end.</summary>
    private static async Task RestartForLateRowsAsync(IBackfill backfill, CancellationToken ct)
    {
        if ((await backfill.FindStateAsync(ct)).IsFinished && await backfill.HasRowsLeftAsync(ct))
        {
            await backfill.RestartAsync(ct);
        }
    }

    private async Task FillAsync(IBackfill backfill, CancellationToken ct)
    {
        var chunk = options.Value.FirstChunk;
        for (long total = 0; ;)
        {
            await WaitForReplicasAsync(backfill, ct);
            var started = clock.GetTimestamp();
            var step = await backfill.StepAsync(chunk, ct);
            total += step.Filled;
            if (step.IsFinished)
            {
                if (total > 0)
                {
                    LogFinished(backfill.Name, total);
                }

                return;
            }

            chunk = NextChunk(chunk, clock.GetElapsedTime(started), TimeSpan.FromMilliseconds(options.Value.ChunkMilliseconds));
            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.PauseMilliseconds), clock, ct);
        }
    }

    /// <summary>Half of one that took too long, twice one that took less than half of what it may.</summary>
    internal static int NextChunk(int chunk, TimeSpan took, TimeSpan aim) =>
        took > aim ? Math.Max(1, chunk / 2)
        : took < aim / 2 ? Math.Min(LargestChunk, chunk * 2)
        : chunk;

    private async Task WaitForReplicasAsync(IBackfill backfill, CancellationToken ct)
    {
        var isWaiting = false;
        while (await lag.FindAsync(ct) is var behind && behind > TimeSpan.FromSeconds(options.Value.LagSeconds))
        {
            if (!isWaiting)
            {
                LogWaits(backfill.Name, behind.TotalSeconds);
                isWaiting = true;
            }

            await Task.Delay(LookAtReplicas, clock, ct);
        }
    }

    [LoggerMessage(LogLevel.Information, "The backfill {Backfill} is finished; this process filled {Rows} rows")]
    private partial void LogFinished(string backfill, long rows);

    [LoggerMessage(LogLevel.Warning, "The backfill {Backfill} waits: a replica is {Seconds:0} seconds behind")]
    private partial void LogWaits(string backfill, double seconds);
}
