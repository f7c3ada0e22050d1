using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Events;

namespace GigGatek.Ordering.Orders;

/// <summary>
/// Gives the units of an ended order back. It hangs on the event, which is written with the end itself, so no crash
/// forgets it. Both calls, always, in this order: held units are released, and from then on cannot be sold to this order;
/// units that a slower transition sold in between go back on the shelf.
/// </summary>
internal sealed class FreeUnits(IStock stock) : IEventHandler<OrderExpired>, IEventHandler<OrderCancelled>
{
    public Task HandleAsync(OrderExpired happened, EventContext context, CancellationToken ct) => Free(happened.OrderId, ct);

    public Task HandleAsync(OrderCancelled happened, EventContext context, CancellationToken ct) => Free(happened.OrderId, ct);

    private async Task Free(long orderId, CancellationToken ct)
    {
        await stock.ReleaseAsync(orderId, ct);
        await stock.RestockAsync(orderId, ct);
    }
}
