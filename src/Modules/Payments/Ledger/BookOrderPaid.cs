using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;

namespace GigGatek.Payments.Ledger;

/// <summary>Turns the customer's deposit into sales, shipping and tax when his order is paid.</summary>
internal sealed class BookOrderPaid(Sessions<PaymentsDb> sessions) : IEventHandler<OrderPaid>
{
    public Task HandleAsync(OrderPaid happened, EventContext context, CancellationToken ct) =>
        sessions.WriteAsync(
            async db =>
            {
                await db.LockPayment(happened.OrderId, ct);
                if (await db.TryReceiveAsync(context, nameof(BookOrderPaid), ct))
                {
                    var deposits = await db.DepositsOf(happened.OrderId, happened.Total.Currency, ct);
                    await db.Post(Postings.OrderPaid(happened, deposits), happened.At, "order paid", ct);
                }
            },
            ct);
}
