using GigGatek.Ordering.Refunds;

namespace GigGatek.Ordering.Orders;

/// <summary>
/// Where orders are written down. Each call is one transaction; races are settled in it. The transitions see nothing else
/// of the database, so that a test can run them against every interleaving.
/// </summary>
internal interface IOrderBook
{
    /// <summary>Null when there is none.</summary>
    Task<OrderStanding?> FindAsync(long orderId, CancellationToken ct);

    /// <summary>Makes the move if the order still stands where it begins; false when it does not, and nothing was changed.</summary>
    Task<bool> TryMoveAsync(OrderMove move, CancellationToken ct);

    /// <summary>
    /// Writes down that all money of an ended order goes back, as far as it does not already. Only for orders whose payment
    /// has succeeded. Does nothing for others than cancelled and expired ones.
    /// </summary>
    Task RefundRestAsync(long orderId, CancellationToken ct);

    /// <summary>Refunds of an order that were written down and have not gone through yet.</summary>
    Task<IReadOnlyList<DueRefund>> ListDueRefundsAsync(long orderId, CancellationToken ct);

    /// <summary>Writes down how a refund ended. Again: nothing.</summary>
    Task FinishRefundAsync(RefundOutcome outcome, CancellationToken ct);
}
