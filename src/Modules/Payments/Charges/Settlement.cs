using GigGatek.Contracts.Payments;
using GigGatek.Payments.Providers;

namespace GigGatek.Payments.Charges;

/// <summary>What a payment becomes by the provider's record. Pure: page, webhook, refresh and reconciler all ask here.</summary>
internal static class Settlement
{
    /// <summary>The payment after the move; null when there is none to make.</summary>
    /// <param name="answerTo">The attempt that this record answers; null when it was looked up.</param>
    /// <exception cref="InvalidOperationException">The provider took another amount than the payment's.</exception>
    public static PaymentRow? Next(PaymentRow payment, IntentRecord record, int? answerTo, DateTimeOffset now)
    {
        if (!PaymentMoves.IsLegal(payment.State, record.State) || !IsNews(payment, record, answerTo, now))
        {
            return null;
        }

        if (record.State == PaymentState.Succeeded && record.Captured != payment.Total)
        {
            throw new InvalidOperationException($"Payment {payment.Id} is over {payment.Total}, but the provider captured {record.Captured}.");
        }

        return payment with
        {
            State = record.State,
            ActionUrl = record.State == PaymentState.RequiresAction ? record.ActionUrl : null,
            Problem = record.State == PaymentState.Open ? record.Problem : null,
            Captured = record.State == PaymentState.Succeeded ? payment.Amount : 0,
            AnswerDue = null,
            Version = payment.Version + 1,
            ChangedAt = now,
        };
    }

    /// <summary>
    /// Captured and cancelled are final wherever they come from. Anything else may have been looked up before the try that
    /// is under way reached the provider, or answer an earlier try; then it is not news.
    /// </summary>
    private static bool IsNews(PaymentRow payment, IntentRecord record, int? answerTo, DateTimeOffset now)
    {
        if (record.State is PaymentState.Succeeded or PaymentState.Cancelled)
        {
            return true;
        }

        return answerTo is null ? payment.AnswerDue is null || payment.AnswerDue <= now : answerTo == payment.Attempt;
    }
}
