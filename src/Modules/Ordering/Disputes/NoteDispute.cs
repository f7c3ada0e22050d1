using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Disputes;

/// <summary>
/// A dispute moves no order: whether its parts are shipped or come back is the owner's to say. It is noted in the order's
/// history and in the audit trail. Payments of others than orders are not ours.
/// </summary>
internal sealed class NoteDispute(Sessions<OrderingDb> sessions, Ids ids, TimeProvider clock) : IEventHandler<PaymentDisputed>, IEventHandler<DisputeDecided>
{
    public Task HandleAsync(PaymentDisputed happened, EventContext context, CancellationToken ct) =>
        happened.State == DisputeState.Inquiry
            ? Note(happened.PaymentId, $"Your bank asked about {happened.Amount}", "order.dispute_inquiry", $"{happened.Amount}: {happened.Reason}", context, ct)
            : Note(happened.PaymentId, $"Your bank took back {happened.Amount} until it decides", "order.disputed", $"{happened.Amount}: {happened.Reason}", context, ct);

    public Task HandleAsync(DisputeDecided happened, EventContext context, CancellationToken ct) => happened.State switch
    {
        DisputeState.Won => Note(happened.PaymentId, $"Your bank decided that {happened.Amount} stays paid", "order.dispute_won", $"{happened.Amount}", context, ct),
        DisputeState.Lost => Note(happened.PaymentId, $"Your bank gave you {happened.Amount} back", "order.dispute_lost", $"{happened.Amount}", context, ct),
        _ => Note(happened.PaymentId, "Your bank's question is closed", "order.dispute_closed", $"{happened.Amount}", context, ct),
    };

    private Task Note(long orderId, string step, string action, string details, EventContext context, CancellationToken ct) => sessions.WriteAsync(
        async db =>
        {
            if (await db.TryReceiveAsync(context, nameof(NoteDispute), ct)
                && await db.Orders.Where(order => order.Id == orderId).Select(order => order.Number).FirstOrDefaultAsync(ct) is { } number)
            {
                var now = clock.GetUtcNow();
                await db.AddStepAsync(ids.Next(), orderId, step, now, ct);
                await db.PublishAsync(new ChangeMade(Actor.System, action, number, details, now), ct);
            }
        },
        ct);
}
