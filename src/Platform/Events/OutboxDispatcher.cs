using System.Collections.Concurrent;
using System.Text.Json;
using GigGatek.Contracts;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GigGatek.Platform.Events;

/// <summary>
/// Sends a module's events to their handlers after the commit. Any number of dispatchers may run on the same outbox:
/// each claims rows for a quarter of a minute, and one that dies leaves them to the others. So events come in no order, and some at once.
/// </summary>
internal sealed partial class OutboxDispatcher<TDb>(
    string module, Sessions<TDb> sessions, OutboxSignal signal, IEnumerable<EventSubscription> subscriptions, TimeProvider clock, ILogger<OutboxDispatcher<TDb>> log)
    : BackgroundService
    where TDb : ModuleDb
{
    private const int BatchSize = 50;

    /// <summary>Most of an event's time is waiting: for its turn to write, for the disk. One after the other they would fall behind a busy shop.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly Dictionary<string, Type> Types = typeof(IEvent).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IEvent)) && !type.IsInterface).ToDictionary(type => type.Name);

    private readonly ILookup<Type, EventSubscription> _subscriptions = subscriptions.ToLookup(subscription => subscription.EventType);
    private readonly string _me = Secrets.NewToken();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(module, Look, stoppingToken);    // first: what another process has left waits for the first page of this one
                while (await DispatchBatchAsync(stoppingToken) == BatchSize)
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogLoopFailed(failure, module);
                await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> DispatchBatchAsync(CancellationToken ct)
    {
        var due = await FindDueAsync(ct);
        if (due.Count == 0)
        {
            return 0;
        }

        var claimed = await ClaimAsync(due, ct);
        await sessions.ShowLatestAsync(ct);    // a page that a handler drops must not be made anew from a replica that lacks the change
        var done = new ConcurrentBag<long>();
        await Parallel.ForEachAsync(claimed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, stop) =>
        {
            if (await TryDispatchAsync(row, stop) is { } failure)
            {
                await PostponeAsync(row, failure, stop);
            }
            else
            {
                done.Add(row.Id);
            }
        });
        await MarkDispatchedAsync([.. done], ct);
        return due.Count;
    }

    private async Task<List<long>> FindDueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = sessions.Read();
        return await db.Outbox
            .Where(row => row.DispatchedAt == null && row.DueAt <= now && (row.ClaimedUntil == null || row.ClaimedUntil < now))
            .OrderBy(row => row.Id).Take(BatchSize).Select(row => row.Id).ToListAsync(ct);
    }

    private Task<List<OutboxRow>> ClaimAsync(List<long> ids, CancellationToken ct) =>
        sessions.WriteAsync(
            async db =>
            {
                var now = clock.GetUtcNow();
                await db.Outbox
                    .Where(row => ids.Contains(row.Id) && row.DispatchedAt == null && (row.ClaimedUntil == null || row.ClaimedUntil < now))
                    .Set(row => row.ClaimedBy, _me).Set(row => row.ClaimedUntil, now + Claim)
                    .UpdateAsync(ct);
                return await db.Outbox.Where(row => ids.Contains(row.Id) && row.ClaimedBy == _me && row.DispatchedAt == null)
                    .OrderBy(row => row.Id).ToListAsync(ct);
            },
            ct);

    private async Task<Exception?> TryDispatchAsync(OutboxRow row, CancellationToken ct)
    {
        try
        {
            if (!Types.TryGetValue(row.Type, out var type))
            {
                throw new InvalidOperationException($"No event is called {row.Type}; a newer version may have written it.");
            }

            var happened = (IEvent)JsonSerializer.Deserialize(row.Payload, type, ContractJson.Options)!;
            var context = new EventContext($"{module}:{row.Id}", row.OccurredAt);
            foreach (var subscription in _subscriptions[type])
            {
                await subscription.HandleAsync(happened, context, ct);
            }

            return null;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogHandlerFailed(failure, row.Type, module, row.Id, row.Attempts + 1);
            return failure;
        }
    }

    private Task PostponeAsync(OutboxRow row, Exception failure, CancellationToken ct)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(600, Math.Pow(2, row.Attempts)));
        return sessions.WriteAsync(
            db => db.Outbox.Where(r => r.Id == row.Id)
                .Set(r => r.Attempts, row.Attempts + 1).Set(r => r.DueAt, clock.GetUtcNow() + wait)
                .Set(r => r.ClaimedUntil, (DateTimeOffset?)null).Set(r => r.LastError, failure.GetType().Name)
                .UpdateAsync(ct),
            ct);
    }

    private Task MarkDispatchedAsync(List<long> ids, CancellationToken ct) =>
        ids.Count == 0
            ? Task.CompletedTask
            : sessions.WriteAsync(
                db => db.Outbox.Where(row => ids.Contains(row.Id))
                    .Set(row => row.DispatchedAt, clock.GetUtcNow()).Set(row => row.ClaimedUntil, (DateTimeOffset?)null)
                    .UpdateAsync(ct),
                ct);

    [LoggerMessage(LogLevel.Error, "The {Module} outbox could not be read")]
    private partial void LogLoopFailed(Exception failure, string module);

    [LoggerMessage(LogLevel.Error, "A handler of {EventType} failed ({Module} event {EventId}, attempt {Attempt}); it runs again")]
    private partial void LogHandlerFailed(Exception failure, string eventType, string module, long eventId, int attempt);
}
