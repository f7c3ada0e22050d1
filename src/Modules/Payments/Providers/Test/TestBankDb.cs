using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Payments.Providers.Test;

/// <summary>The test provider's tables. They are in the shop's database only because the provider is in its process.</summary>
internal static class TestBankDb
{
    public static ITable<TestIntentRow> TestIntents(this PaymentsDb db) => db.GetTable<TestIntentRow>();

    public static ITable<TestRefundRow> TestRefunds(this PaymentsDb db) => db.GetTable<TestRefundRow>();

    public static ITable<TestWebhookRow> TestWebhooks(this PaymentsDb db) => db.GetTable<TestWebhookRow>();

    public static Task<TestIntentRow?> FindTestIntent(this PaymentsDb db, string id, CancellationToken ct) =>
        db.TestIntents().Where(row => row.Id == id).FindAsync(ct);

    /// <summary>Moves an intent unless it was moved before; the row count tells.</summary>
    public static async Task<bool> TryMove(this PaymentsDb db, TestIntentRow from, TestIntentRow to, CancellationToken ct) =>
        await db.TestIntents()
            .Where(row => row.Id == from.Id && row.Status == from.Status && row.ConfirmKey.IsNotDistinctFrom(from.ConfirmKey))
            .Set(row => row.Status, to.Status)
            .Set(row => row.ConfirmKey, to.ConfirmKey)
            .Set(row => row.ReturnUrl, to.ReturnUrl)
            .Set(row => row.Decline, to.Decline)
            .Set(row => row.TellsTwice, to.TellsTwice)
            .Set(row => row.RefundsSlowly, to.RefundsSlowly)
            .Set(row => row.RefundsFail, to.RefundsFail)
            .Set(row => row.DecidedAt, to.DecidedAt)
            .UpdateAsync(ct) == 1;
}
