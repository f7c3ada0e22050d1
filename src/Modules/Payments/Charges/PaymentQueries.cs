using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Payments.Charges;

/// <summary>Small named pieces of SQL on payments.</summary>
internal static class PaymentQueries
{
    public static Task<PaymentRow?> FindPayment(this PaymentsDb db, long id, CancellationToken ct) =>
        db.Payments.Where(row => row.Id == id).FindAsync(ct);

    /// <summary>Moves a payment unless somebody moved it first; the row count tells.</summary>
    public static async Task<bool> TryMove(this PaymentsDb db, PaymentRow from, PaymentRow to, CancellationToken ct) =>
        await db.Payments
            .Where(row => row.Id == from.Id && row.State == from.State && row.Version == from.Version)
            .Set(row => row.State, to.State)
            .Set(row => row.Intent, to.Intent)
            .Set(row => row.Attempt, to.Attempt)
            .Set(row => row.AnswerDue, to.AnswerDue)
            .Set(row => row.ActionUrl, to.ActionUrl)
            .Set(row => row.Problem, to.Problem)
            .Set(row => row.Captured, to.Captured)
            .Set(row => row.Version, to.Version)
            .Set(row => row.ChangedAt, to.ChangedAt)
            .Set(row => row.CheckAt, to.CheckAt)
            .Set(row => row.Checks, to.Checks)
            .UpdateAsync(ct) == 1;
}
