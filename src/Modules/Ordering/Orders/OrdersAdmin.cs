using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Refunds;
using GigGatek.Ordering.Sales;
using GigGatek.Platform.Data;

namespace GigGatek.Ordering.Orders;

/// <summary>The owner's contract, answered by one use case each.</summary>
internal sealed class OrdersAdmin(Sessions<OrderingDb> sessions, FindOrder find, ListOrders list, OwnersMoves moves, ReadDashboard dashboard) : IOrdersAdmin
{
    public Task<Page<OrderSummary>> ListAsync(OrderFilter filter, string? cursor, CancellationToken ct) => list.Matching(filter, cursor, ct);

    public Task<Order?> FindAsync(long orderId, CancellationToken ct) => find.Handle(order => order.Id == orderId, ct);

    public Task<Result> ShipAsync(Actor actor, long orderId, string carrier, string trackingNumber, CancellationToken ct) =>
        moves.Ship.Handle(actor, orderId, carrier, trackingNumber, ct);

    public Task<Result> CancelAsync(Actor actor, long orderId, string reason, CancellationToken ct) => moves.Cancel.Handle(actor, orderId, reason, ct);

    public Task<Result> RefundAsync(Actor actor, long orderId, Money amount, string reason, string key, CancellationToken ct) =>
        moves.Refund.Handle(actor, new RefundWish(orderId, amount, reason, key), ct);

    public async Task<IReadOnlyList<RefusedRefund>> ListRefusedRefundsAsync(long orderId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.ListRefusedAsync(orderId, ct);
    }

    public Task<Result> RetryRefundAsync(Actor actor, long orderId, long refundId, CancellationToken ct) => moves.Retry.Handle(actor, orderId, refundId, ct);

    public Task<SalesDashboard> DashboardAsync(CancellationToken ct) => dashboard.Handle(ct);
}

/// <summary>What an owner can do with an order.</summary>
internal sealed record OwnersMoves(ShipOrder Ship, CancelOrder Cancel, RefundOrder Refund, RetryRefund Retry);
