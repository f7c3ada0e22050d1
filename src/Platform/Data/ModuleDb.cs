using System.Text.Json;
using GigGatek.Contracts;
using GigGatek.Platform.Events;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace GigGatek.Platform.Data;

/// <summary>
/// A session on one module's tables, and only those. Get one from <see cref="Sessions{TDb}"/>; it is not thread-safe.
/// </summary>
/// <param name="module">The module's name, which prefixes its tables.</param>
public abstract class ModuleDb(DataOptions options, string module) : DataConnection(options)
{
    internal string Module => module;

    internal bool HasNewEvents { get; private set; }

    internal ITable<OutboxRow> Outbox => this.GetTable<OutboxRow>().TableName(module + "_outbox");

    internal ITable<InboxRow> Inbox => this.GetTable<InboxRow>().TableName(module + "_inbox");

    internal SessionServices Services { get; set; } = null!;

    /// <summary>
    /// Announces an event. It is written with the transaction and leaves after its commit, at least once.
    /// </summary>
    public Task PublishAsync(IEvent announced, CancellationToken ct) => PublishAsync(announced, TimeSpan.Zero, ct);

    /// <summary>
    /// As <see cref="PublishAsync(IEvent, CancellationToken)"/>, but it leaves a while later: for what whoever caused it goes on with
    /// himself, and the event does when he dies.
    /// </summary>
    public async Task PublishAsync(IEvent announced, TimeSpan after, CancellationToken ct)
    {
        var now = Services.Clock.GetUtcNow();
        await Outbox.InsertAsync(
            () => new OutboxRow
            {
                Id = Services.Ids.Next(),
                Type = announced.GetType().Name,
                Payload = JsonSerializer.Serialize(announced, announced.GetType(), ContractJson.Options),
                OccurredAt = now,
                DueAt = now + after,
            },
            ct);
        HasNewEvents = true;
    }

    /// <summary>As <see cref="PublishAsync(IEvent, CancellationToken)"/>, for several events in one statement; they leave in this order.</summary>
    public async Task PublishAsync(IReadOnlyCollection<IEvent> announced, CancellationToken ct)
    {
        if (announced.Count == 0)
        {
            return;
        }

        var now = Services.Clock.GetUtcNow();
        var rows = announced.Select(happened => new OutboxRow
        {
            Id = Services.Ids.Next(),
            Type = happened.GetType().Name,
            Payload = JsonSerializer.Serialize(happened, happened.GetType(), ContractJson.Options),
            OccurredAt = now,
            DueAt = now,
        });
        await InsertManyAsync(Outbox, rows, ct);
        HasNewEvents = true;
    }

    /// <summary>
    /// Inserts rows in one statement. A server is sent their values beside the text, which is the same for the same number of rows and so
    /// prepared once; the embedded engine looks every named value up, and has them in the text.
    /// </summary>
    public Task InsertManyAsync<T>(ITable<T> table, IEnumerable<T> rows, CancellationToken ct)
        where T : class =>
        table.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows, UseParameters = Services.Dialect.SharesConnections }, rows, ct);

    /// <summary>
    /// Notes that a handler has dealt with an event, in the transaction of what it did. False when it had already:
    /// then do nothing.
    /// </summary>
    public async Task<bool> TryReceiveAsync(EventContext context, string handler, CancellationToken ct)
    {
        if (await Inbox.AnyAsync(row => row.EventId == context.EventId && row.Handler == handler, ct))
        {
            return false;
        }

        await Inbox.InsertAsync(() => new InboxRow { EventId = context.EventId, Handler = handler, ReceivedAt = Services.Clock.GetUtcNow() }, ct);
        return true;
    }
}
