using GigGatek.Contracts.Api;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using GigGatek.Platform;
using LinqToDB.Async;
using LinqToDB;

namespace GigGatek.Api.Webhooks.Keeping;

/// <summary>What happens to an order becomes a delivery to each address of its account that wants to know, once.</summary>
internal sealed class QueueDeliveries(Sessions<ApiDb> sessions, IOrders orders, Ids ids, TimeProvider clock) :
    IEventHandler<OrderPlaced>,
    IEventHandler<OrderPaid>,
    IEventHandler<OrderShipped>,
    IEventHandler<OrderCancelled>,
    IEventHandler<OrderExpired>,
    IEventHandler<OrderRefunded>
{
    public Task HandleAsync(OrderPlaced happened, EventContext context, CancellationToken ct) => Queue(WebhookEvents.Placed, happened.OrderId, happened.At, context, ct);

    public Task HandleAsync(OrderPaid happened, EventContext context, CancellationToken ct) => Queue(WebhookEvents.Paid, happened.OrderId, happened.At, context, ct);

    public Task HandleAsync(OrderShipped happened, EventContext context, CancellationToken ct) => Queue(WebhookEvents.Shipped, happened.OrderId, happened.At, context, ct);

    public Task HandleAsync(OrderCancelled happened, EventContext context, CancellationToken ct) => Queue(WebhookEvents.Cancelled, happened.OrderId, happened.At, context, ct);

    public Task HandleAsync(OrderExpired happened, EventContext context, CancellationToken ct) => Queue(WebhookEvents.Expired, happened.OrderId, happened.At, context, ct);

    public Task HandleAsync(OrderRefunded happened, EventContext context, CancellationToken ct) => Queue(WebhookEvents.Refunded, happened.OrderId, happened.At, context, ct);

    public DeliveryRow NewRow(long webhookId, string kind, string subject, DateTimeOffset at)
    {
        var now = clock.GetUtcNow();
        return new DeliveryRow
        {
            Id = ids.Next(), WebhookId = webhookId, Event = kind, Subject = subject, OccurredAt = at, State = DeliveryState.Pending, CreatedAt = now, DueAt = now,
        };
    }

    private async Task Queue(string kind, long orderId, DateTimeOffset at, EventContext context, CancellationToken ct)
    {
        if (!await HasAnybody(ct) || await orders.FindAsync(orderId, ct) is not { CustomerId: { } customerId } order)
        {
            return;
        }

        await sessions.WriteAsync(
            async db =>
            {
                if (!await db.TryReceiveAsync(context, nameof(QueueDeliveries), ct))
                {
                    return;
                }

                var told = await db.Webhooks.Where(webhook => webhook.UserId == customerId && webhook.SwitchedOffAt == null).ToListAsync(ct);
                foreach (var webhook in told.Where(webhook => webhook.Events.Split(' ').Contains(kind)))
                {
                    await db.InsertAsync(NewRow(webhook.Id, kind, order.Number, at), token: ct);
                }
            },
            ct);
    }

    /// <summary>In most shops there is none, and an order is not looked up for nobody.</summary>
    private async Task<bool> HasAnybody(CancellationToken ct)
    {
        await using var db = sessions.ReadPrimary();
        return await db.Webhooks.AnyAsync(ct);
    }
}
