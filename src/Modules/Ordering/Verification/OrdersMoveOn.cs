using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Verification;

/// <summary>An order that stands still is somebody who waits.</summary>
internal sealed class OrdersMoveOn(Sessions<OrderingDb> sessions, TimeProvider clock) : IInvariant
{
    private const int Most = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Sentence => "No order has been overdue, or between payment and stock, for more than ten minutes.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Patience;
        await using var db = sessions.ReadWhole();
        var open = db.Orders.Where(order => order.State == OrderState.AwaitingPayment || order.State == OrderState.PaymentReceived);
        var stuck = await open
            .Where(order => (order.State == OrderState.AwaitingPayment && order.PayBefore < before) || (order.State == OrderState.PaymentReceived && order.UpdatedAt < before))
            .OrderBy(order => order.Id).Take(Most).Select(order => new { order.Number, order.State }).ToListAsync(ct);
        return new InvariantReport(
            await open.LongCountAsync(ct), [.. stuck.Select(row => $"Order {row.Number} has been {row.State} for more than ten minutes too long.")]);
    }
}
