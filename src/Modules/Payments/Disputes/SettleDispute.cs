using System.Data.Common;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Payments.Ledger;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Disputes;

/// <summary>The one transition of a dispute: takes the provider's record and moves ours, once, with its ledger entries and its event.</summary>
internal sealed class SettleDispute(Sessions<PaymentsDb> sessions, TimeProvider clock)
{
    public async Task Handle(PaymentRow payment, ProviderDispute record, CancellationToken ct)
    {
        while (await Find(record.Id, ct) is var known && DisputeMoves.IsLegal(known?.State, record.State))
        {
            if (await TryMove(known, RowOf(payment, record), ct))
            {
                return;
            }
        }
    }

    private DisputeRow RowOf(PaymentRow payment, ProviderDispute record) => new()
    {
        Id = record.Id, PaymentId = payment.Id, Amount = record.Amount.Minor, Currency = record.Amount.Currency, State = record.State,
        Reason = record.Reason, RespondBy = record.RespondBy, OpenedAt = record.OpenedAt, ChangedAt = clock.GetUtcNow(),
    };

    /// <summary>False when somebody else moved it first.</summary>
    private async Task<bool> TryMove(DisputeRow? from, DisputeRow to, CancellationToken ct)
    {
        try
        {
            return await sessions.RepeatAsync(db => Move(db, from, to, ct), ct);
        }
        catch (DbException) when (from is null)
        {
            if (await Find(to.Id, ct) is null)
            {
                throw;
            }

            return false;    // told twice at once: the key settled it
        }
    }

    private static async Task<bool> Move(PaymentsDb db, DisputeRow? from, DisputeRow to, CancellationToken ct)
    {
        if (from is null)
        {
            await db.InsertAsync(to, token: ct);
        }
        else if (await db.Disputes.Where(row => row.Id == to.Id && row.State == from.State)
            .Set(row => row.State, to.State).Set(row => row.Amount, to.Amount).Set(row => row.Reason, to.Reason)
            .Set(row => row.RespondBy, to.RespondBy).Set(row => row.ChangedAt, to.ChangedAt).UpdateAsync(ct) == 0)
        {
            return false;
        }

        foreach (var posting in DisputeMoves.Book(from?.State, to))
        {
            await db.Post(posting, to.ChangedAt, to.Reason, ct);
        }

        if (DisputeMoves.IsDecided(to.State))
        {
            await db.PublishAsync(new DisputeDecided(to.Id, to.PaymentId, to.Total, to.State, to.ChangedAt), ct);
        }
        else
        {
            await db.PublishAsync(new PaymentDisputed(to.Id, to.PaymentId, to.Total, to.State, to.Reason, to.RespondBy, to.ChangedAt), ct);
        }

        return true;
    }

    private async Task<DisputeRow?> Find(string id, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Disputes.FirstOrDefaultAsync(row => row.Id == id, ct);
    }
}
