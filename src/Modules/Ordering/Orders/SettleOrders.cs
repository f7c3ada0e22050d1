using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Refunds;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Logging;

namespace GigGatek.Ordering.Orders;

/// <summary>
/// Picks up what a crash or an outage left: orders not paid in time, orders whose money is here but whose stock is not
/// taken, refunds that were written down but not sent.
/// </summary>
internal sealed partial class SettleOrders(
    Sessions<OrderingDb> sessions, ExpireOrder expire, AdvanceOrder advance, SendRefunds refunds, TimeProvider clock, ILogger<SettleOrders> log) : IJob
{
    private const int Batch = 100;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await Each(await ListOverdue(now, ct), expire.Handle, ct);
        await Each(await ListStuck(now - Grace, ct), advance.Handle, ct);
        await Each(await ListRefunding(now - Grace, ct), refunds.Handle, ct);
    }

    /// <summary>One order that fails must not hold up the others.</summary>
    private async Task Each(List<long> orderIds, Func<long, CancellationToken, Task> handle, CancellationToken ct)
    {
        foreach (var orderId in orderIds)
        {
            try
            {
                await handle(orderId, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                LogFailed(failure, orderId);
            }
        }
    }

    private async Task<List<long>> ListOverdue(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Orders.Where(order => order.State == OrderState.AwaitingPayment && order.PayBefore <= now)
            .OrderBy(order => order.PayBefore).ThenBy(order => order.Id).Select(order => order.Id).Take(Batch).ToListAsync(ct);
    }

    private async Task<List<long>> ListStuck(DateTimeOffset before, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Orders.Where(order => order.State == OrderState.PaymentReceived && order.UpdatedAt < before)
            .OrderBy(order => order.UpdatedAt).ThenBy(order => order.Id).Select(order => order.Id).Take(Batch).ToListAsync(ct);
    }

    private async Task<List<long>> ListRefunding(DateTimeOffset before, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Refunds.Where(refund => refund.State == RefundState.Pending && refund.RequestedAt < before)
            .OrderBy(refund => refund.RequestedAt).ThenBy(refund => refund.Id).Select(refund => refund.OrderId).Take(Batch).ToListAsync(ct);
    }

    [LoggerMessage(LogLevel.Error, "The order {OrderId} could not be settled; the next round tries again")]
    private partial void LogFailed(Exception failure, long orderId);
}
