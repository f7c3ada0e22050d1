using GigGatek.Platform.Data;
using GigGatek.Platform.Verification;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Ledger;

/// <summary>Double entry holds, for the whole and for each transaction.</summary>
internal sealed class LedgerBalances(Sessions<PaymentsDb> sessions) : IInvariant
{
    public string Sentence => "The ledger sums to zero, as a whole and in every transaction.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        await using var db = sessions.ReadWhole();
        var entries = await db.LedgerEntries.LongCountAsync(ct);
        var totals = await db.LedgerEntries
            .GroupBy(entry => entry.Currency)
            .Select(group => new { Currency = group.Key, Sum = group.Sum(entry => entry.Amount) })
            .Where(total => total.Sum != 0)
            .ToListAsync(ct);
        var uneven = await db.LedgerEntries
            .GroupBy(entry => new { entry.TransactionId, entry.Currency })
            .Select(group => new { group.Key.TransactionId, group.Key.Currency, Sum = group.Sum(entry => entry.Amount) })
            .Where(transaction => transaction.Sum != 0)
            .OrderBy(transaction => transaction.TransactionId)
            .Take(19)
            .ToListAsync(ct);
        return new InvariantReport(
            entries,
            [
                .. totals.Select(total => $"All entries in {total.Currency} sum to {total.Sum} instead of 0.").Take(1),
                .. uneven.Select(transaction => $"Ledger transaction {transaction.TransactionId} sums to {transaction.Sum} {transaction.Currency} instead of 0."),
            ]);
    }
}
