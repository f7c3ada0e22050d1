using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Ordering.Orders;

/// <summary>
/// Looks through the orders that ended in the last two days for money that came after all and did not go back. The event
/// of the payment does the same at once; this is for what no event told.
/// </summary>
internal sealed class ReturnLateMoney(Sessions<OrderingDb> sessions, IPayments payments, AdvanceOrder advance, TimeProvider clock) : IJob
{
    private const int Chunk = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow().AddDays(-2);
        for (var last = 0L; await ListEnded(since, last, ct) is { Count: > 0 } ended; last = ended[^1])
        {
            foreach (var payment in await payments.FindManyAsync(ended, ct))
            {
                if (payment.Captured > payment.Refunded)
                {
                    await advance.Handle(payment.Id, ct);
                }
            }
        }
    }

    private async Task<List<long>> ListEnded(DateTimeOffset since, long last, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Orders
            .Where(order => (order.State == OrderState.Expired || order.State == OrderState.Cancelled) && order.UpdatedAt > since && order.Id > last)
            .OrderBy(order => order.Id).Select(order => order.Id).Take(Chunk).ToListAsync(ct);
    }
}
