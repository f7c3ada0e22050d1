using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using Microsoft.Extensions.Logging;

namespace GigGatek.Ordering.Refunds;

/// <summary>Hands an order's due refunds to the payments module, which does nothing twice for the same id.</summary>
internal sealed partial class SendRefunds(IOrderBook book, IPayments payments, ILogger<SendRefunds> log)
{
    public async Task Handle(long orderId, CancellationToken ct)
    {
        foreach (var due in await book.ListDueRefundsAsync(orderId, ct))
        {
            var answer = await payments.RefundAsync(new RefundPayment(due.Id, orderId, due.Amount, due.Reason), ct);
            if (!answer.Succeeded)
            {
                LogRefused(due.Id, orderId, answer.Error.Code);    // stays due: the next round asks again, and verify shows it
            }
            else if (answer.Value.State != RefundState.Pending)
            {
                await book.FinishRefundAsync(Outcome(due, answer.Value), ct);
            }
        }
    }

    private static RefundOutcome Outcome(DueRefund due, Refund refund) =>
        new(due.Id, due.OrderId, due.Amount, refund.State == RefundState.Succeeded, refund.Problem);

    [LoggerMessage(LogLevel.Warning, "The refund {RefundId} of order {OrderId} was refused: {Code}")]
    private partial void LogRefused(long refundId, long orderId, string code);
}
