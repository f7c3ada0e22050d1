using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using GigGatek.Ordering.Refunds;
using Microsoft.Extensions.Logging.Abstractions;

namespace GigGatek.Tests.Unit.Ordering.Interleavings;

/// <summary>
/// The real transitions in a worker's hands: each of their calls reaches the world when it is the worker's turn. Without a
/// worker they run through at once, as after a restart.
/// </summary>
internal sealed class Hands(OrderWorld world, Worker? worker) : TimeProvider, IOrderBook, IPayments, IStock
{
    public AdvanceOrder Advance => new(this, this, Send, this);

    public SendRefunds Send => new(this, this, NullLogger<SendRefunds>.Instance);

    public ExpireOrder Expire => new(this, this, Advance, this);

    public OpenOrderPayment Opening => new(this, this);

    public PayOrder Pay => new(this, this, Advance, Expire, this);

    public RefreshOrder Refresh => new(this, this, Advance, Expire, this);

    public CancelOrder Cancel => new(this, this, Advance, Send, this);

    public FreeUnits Free => new(this);

    public RefundEnded RefundEnds => new(this);

    public override DateTimeOffset GetUtcNow()
    {
        worker?.Notes("late", world.IsLate);
        return world.Now;
    }

    public Task<OrderStanding?> FindAsync(long orderId, CancellationToken ct) => Call<OrderStanding?>("find", world.Standing);

    public Task<bool> TryMoveAsync(OrderMove move, CancellationToken ct) => Call($"move to {move.To}", () => world.TryMove(move));

    public Task RefundRestAsync(long orderId, CancellationToken ct) => Do("refund rest", world.RefundRest);

    public async Task<IReadOnlyList<DueRefund>> ListDueRefundsAsync(long orderId, CancellationToken ct)
    {
        IReadOnlyList<DueRefund> due = [];
        await Call("due refunds", () => (due = world.DueRefunds()).Count);
        return due;
    }

    public Task FinishRefundAsync(RefundOutcome outcome, CancellationToken ct) => Do("finish refund", () => world.FinishRefund(outcome));

    public async Task<Payment> OpenAsync(OpenPayment request, CancellationToken ct) => (await Pays("open", world.Open))!;

    /// <summary>Two steps: between the charge and its answer anything may happen, and the answer may never come.</summary>
    public async Task<Payment?> ConfirmAsync(long paymentId, string method, string returnUrl, CancellationToken ct)
    {
        await Do("charge", world.Charge);
        return await Pays("answer", () => { });
    }

    public Task<Payment?> RefreshAsync(long paymentId, CancellationToken ct) => Pays("refresh", () => { });

    public Task<Payment?> CancelAsync(long paymentId, CancellationToken ct) => Pays("cancel", world.CancelPayment);

    Task<Payment?> IPayments.FindAsync(long paymentId, CancellationToken ct) => Pays("look", () => { });

    public Task<IReadOnlyList<Payment>> FindManyAsync(IReadOnlyList<long> paymentIds, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result<Refund>> RefundAsync(RefundPayment request, CancellationToken ct) => Call("refund", () => world.Refund(request));

    public Task<IReadOnlyList<Dispute>> ListDisputesAsync(long paymentId, CancellationToken ct) => throw new NotSupportedException();

    public Task<PaymentForm> FindFormAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task<Result<StockReserved>> ReserveAsync(ReserveStock request, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> SellAsync(long reservationId, CancellationToken ct) => Call("sell", world.Sell);

    public Task ReleaseAsync(long reservationId, CancellationToken ct) => Do("release", () => world.GiveBack(ReservationState.Released));

    public Task RestockAsync(long reservationId, CancellationToken ct) => Do("restock", () => world.GiveBack(ReservationState.Returned));

    Task<IReadOnlyList<ReservationStanding>> IStock.FindManyAsync(IReadOnlyList<long> reservationIds, CancellationToken ct) => throw new NotSupportedException();

    private Task<Payment?> Pays(string what, Action happens) => Call(
        what,
        () =>
        {
            happens();
            return world.Look();
        });

    private Task Do(string what, Action happens) => Call(
        what,
        () =>
        {
            happens();
            return true;
        });

    private Task<T> Call<T>(string what, Func<T> happens) => worker is null ? Task.FromResult(happens()) : worker.Call(what, happens);
}
