using System.Data.Common;
using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Refunds;

/// <summary>
/// Writes a refund down, if the payment has that much left, and tries it at once. What the try leaves open,
/// <see cref="RetryRefunds"/> goes on with.
/// </summary>
internal sealed class RefundPaymentHandler(Sessions<PaymentsDb> sessions, TryRefund attempt, TimeProvider clock)
{
    private const int MaxReason = 200;

    /// <summary>The job leaves it alone while the first try may be under way.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromMinutes(1);

    public async Task<Result<Refund>> Handle(RefundPayment request, CancellationToken ct)
    {
        if (request.Amount.Minor <= 0)
        {
            return Error.Invalid("refund_amount", "A refund must be more than zero. Enter the amount that goes back.", "amount");
        }

        if (await Find(request.RefundId, ct) is { } existing)
        {
            return Same(existing, request);
        }

        try
        {
            var (refund, refused) = await sessions.RepeatAsync(db => WriteDown(db, request, ct), ct);
            return refund is null ? refused! : (await attempt.Handle(refund, ct)).ToRefund();
        }
        catch (DbException)
        {
            if (await Find(request.RefundId, ct) is { } other)
            {
                return Same(other, request);    // asked twice at once: the key settled it
            }

            throw;
        }
    }

    private static Result<Refund> Same(RefundRow existing, RefundPayment request) =>
        existing.PaymentId == request.PaymentId && existing.Total == request.Amount
            ? existing.ToRefund()
            : Error.Conflict("refund_exists", $"This refund was already made over {existing.Total}. Start a new one for another amount.");

    private async Task<(RefundRow? Refund, Error? Refused)> WriteDown(PaymentsDb db, RefundPayment request, CancellationToken ct)
    {
        var amount = request.Amount.Minor;
        var reserved = await db.Payments
            .Where(row => row.Id == request.PaymentId && row.Currency == request.Amount.Currency && row.Captured - row.Refunded >= amount)
            .Set(row => row.Refunded, row => row.Refunded + amount)
            .UpdateAsync(ct);
        if (reserved == 0)
        {
            return (null, Refuse(await db.FindPayment(request.PaymentId, ct), request.Amount));
        }

        var now = clock.GetUtcNow();
        var refund = new RefundRow
        {
            Id = request.RefundId,
            PaymentId = request.PaymentId,
            Amount = amount,
            Currency = request.Amount.Currency,
            State = RefundState.Pending,
            Reason = request.Reason.Length > MaxReason ? request.Reason[..MaxReason] : request.Reason,
            RequestedAt = now,
            DueAt = now + FirstTry,
        };
        await db.InsertAsync(refund, token: ct);
        return (refund, null);
    }

    private static Error Refuse(PaymentRow? payment, Money amount) => payment switch
    {
        null => Error.NotFound("There is no such payment."),
        _ when payment.Currency != amount.Currency =>
            Error.Invalid("refund_currency", $"The payment is in {payment.Currency}; refund it in {payment.Currency}.", "amount"),
        { State: not PaymentState.Succeeded } => Error.Conflict("not_captured", "Nothing was paid yet, so there is nothing to refund."),
        _ => Error.Conflict(
            "refund_too_much", $"{new Money(payment.Captured - payment.Refunded, payment.Currency)} of this payment can still be refunded; {amount} is more."),
    };

    private async Task<RefundRow?> Find(long refundId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Refunds.FirstOrDefaultAsync(row => row.Id == refundId, ct);
    }
}
