using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;

namespace GigGatek.Payments.Ledger;

/// <summary>
/// Turns the customer's deposit into sales, shipping and tax when his order is paid. The booking is named for the order, so an event
/// that comes twice finds it there.
/// </summary>
internal sealed class BookOrderPaid(Sessions<PaymentsDb> sessions) : IEventHandler<OrderPaid>
{
    public Task HandleAsync(OrderPaid happened, EventContext context, CancellationToken ct) =>
        sessions.RepeatAsync(
            async db =>
            {
                await db.LockPayment(happened.OrderId, ct);
                if (!await db.IsBooked(Postings.OrderPaidId(happened.OrderId), ct))
                {
                    var deposits = await db.DepositsOf(happened.OrderId, happened.Total.Currency, ct);
                    await db.Post(Postings.OrderPaid(happened, deposits), happened.At, "order paid", ct);
                }
            },
            ct);
}
