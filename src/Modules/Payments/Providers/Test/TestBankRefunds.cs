using GigGatek.Contracts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Providers.Test;

/// <summary>The test provider's refunds. It keeps its own count of what is left of an intent.</summary>
internal sealed class TestBankRefunds(Sessions<PaymentsDb> sessions, TimeProvider clock)
{
    private const string Refused = "The bank of this card refuses refunds. Send the money another way.";
    private const string TooMuch = "The provider has less than that left of this payment.";
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public Task<TestRefundRow> Create(string key, string intentId, Money amount, CancellationToken ct)
    {
        var id = "re_" + Secrets.NewToken();
        return sessions.RepeatAsync(
            async db =>
            {
                if (await db.TestRefunds().FirstOrDefaultAsync(row => row.IdempotencyKey == key, ct) is { } existing)
                {
                    return existing;
                }

                var intent = await db.TestIntents().Where(row => row.Id == intentId).ForUpdate().FirstOrDefaultAsync(ct) ?? throw new InvalidOperationException($"The test provider has no intent {intentId}.");
                var given = await db.TestRefunds().Where(row => row.IntentId == intentId && row.Status != TestRefundStatus.Failed).Select(row => row.Amount).ToListAsync(ct);
                var refund = Decide(intent, given.Sum(), amount) with { Id = id, IdempotencyKey = key };
                await db.InsertAsync(refund, token: ct);
                return refund;
            },
            ct);
    }

    public async Task<TestRefundRow?> Find(string id, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.TestRefunds().FirstOrDefaultAsync(row => row.Id == id, ct);
    }

    /// <summary>Decides the pending ones whose time has come.</summary>
    public async Task DecideSlow(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = sessions.Read();
        var due = await db.TestRefunds().Where(row => row.Status == TestRefundStatus.Pending && row.DecidedAt <= now)
            .OrderBy(row => row.Id).Take(50).ToListAsync(ct);
        foreach (var refund in due)
        {
            var status = refund.Failure is null ? TestRefundStatus.Succeeded : TestRefundStatus.Failed;
            await sessions.RepeatAsync(
                write => write.TestRefunds().Where(row => row.Id == refund.Id && row.Status == TestRefundStatus.Pending).Set(row => row.Status, status).UpdateAsync(ct), ct);
        }
    }

    private TestRefundRow Decide(TestIntentRow intent, long given, Money amount)
    {
        var now = clock.GetUtcNow();
        var refund = new TestRefundRow { IntentId = intent.Id, Amount = amount.Minor, CreatedAt = now };
        if (intent.Status != TestIntentStatus.Succeeded || amount.Currency != intent.Currency || amount.Minor > intent.Amount - given)
        {
            return refund with { Status = TestRefundStatus.Failed, Failure = TooMuch };
        }

        return intent.RefundsSlowly || intent.RefundsFail
            ? refund with { Status = TestRefundStatus.Pending, DecidedAt = now + Slow, Failure = intent.RefundsFail ? Refused : null }
            : refund with { Status = TestRefundStatus.Succeeded };
    }
}
