using GigGatek.Contracts.Payments;
using GigGatek.Payments.Ledger;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Charges;

/// <summary>
/// The one transition: takes the provider's record of a payment and moves ours accordingly, once. The capture's ledger
/// entries and <see cref="PaymentSucceeded"/> are in the transaction that makes it so.
/// </summary>
internal sealed class SettlePayment(Sessions<PaymentsDb> sessions, IOptions<PaymentsOptions> options, TimeProvider clock)
{
    /// <summary>Whoever tried hears the answer and goes on with the order. Without this the event would race him for every step of it.</summary>
    private static readonly TimeSpan AnswerIsHeard = TimeSpan.FromSeconds(2);

    /// <summary>Settles and answers the payment as it then stands.</summary>
    /// <param name="answerTo">The attempt that the record answers; null when it was looked up.</param>
    public async Task<PaymentRow> Handle(PaymentRow payment, IntentRecord record, int? answerTo, CancellationToken ct)
    {
        while (Settlement.Next(payment, record, answerTo, clock.GetUtcNow()) is { } settled)
        {
            var next = settled.IsSettled
                ? settled with { CheckAt = null }
                : settled with { CheckAt = clock.GetUtcNow().AddSeconds(options.Value.ReconcileAfterSeconds), Checks = 0 };
            if (await sessions.RepeatAsync(db => TrySettle(db, payment, next, answerTo is null ? TimeSpan.Zero : AnswerIsHeard, ct), ct))
            {
                return next;
            }

            await using var db = sessions.Read();
            payment = await db.Payments.FirstAsync(row => row.Id == payment.Id, ct);
        }

        return payment;
    }

    private static async Task<bool> TrySettle(PaymentsDb db, PaymentRow from, PaymentRow to, TimeSpan tellsAfter, CancellationToken ct)
    {
        if (!await db.TryMove(from, to, ct))
        {
            return false;
        }

        if (to.State == PaymentState.Succeeded)
        {
            await db.Post(Postings.Capture(to.Id, to.Total), to.ChangedAt, to.Reference, ct);
            await db.PublishAsync(new PaymentSucceeded(to.Id, to.Total, to.ChangedAt), tellsAfter, ct);
        }

        return true;
    }
}
