using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using LinqToDB;
using LinqToDB.Async;

namespace GigGatek.Payments.Refunds;

/// <summary>
/// Takes a refund that the provider told of: one of ours whose answer got lost, one that a bank sent back, or one that
/// somebody made on the provider's own pages, which is added to the books.
/// </summary>
internal sealed class TakeReportedRefund(Sessions<PaymentsDb> sessions, SettleRefund settle, TimeProvider clock)
{
    private const string ByHand = "Refunded at the payment provider.";

    /// <exception cref="ProviderUnavailableException">It cannot be booked yet; the event comes again.</exception>
    public async Task Handle(PaymentRow payment, ReportedRefund reported, CancellationToken ct)
    {
        var refund = await Find(payment, reported, ct);
        if (refund is null && reported.Record.State != RefundState.Failed)
        {
            refund = await Add(payment, reported, ct);
        }

        if (refund is { State: RefundState.Pending })
        {
            await settle.Handle(refund, reported.Record, ct);
        }
        else if (refund is { State: RefundState.Succeeded } && reported.Record.State == RefundState.Failed)
        {
            await settle.SendBack(refund, reported.Record.Problem, ct);
        }
    }

    private async Task<RefundRow?> Find(PaymentRow payment, ReportedRefund reported, CancellationToken ct)
    {
        var (id, own) = (reported.Record.Id, OwnId(reported.Key));
        await using var db = sessions.Read();
        return await db.Refunds.FirstOrDefaultAsync(row => row.PaymentId == payment.Id && (row.ProviderRefund == id || row.Id == own), ct);
    }

    private async Task<RefundRow> Add(PaymentRow payment, ReportedRefund reported, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = new RefundRow
        {
            Id = IdOf(reported.Record.Id), PaymentId = payment.Id, Amount = reported.Amount.Minor, Currency = reported.Amount.Currency, State = RefundState.Pending,
            Reason = ByHand, ProviderRefund = reported.Record.Id, RequestedAt = now, DueAt = now,
        };
        try
        {
            if (await sessions.RepeatAsync(db => TryAdd(db, row, ct), ct))
            {
                return row;
            }
        }
        catch (DbException) when (!ct.IsCancellationRequested)
        {
            if (await Find(payment, reported, ct) is { } other)
            {
                return other;    // told twice at once: the key settled it
            }

            throw;
        }

        throw new ProviderUnavailableException($"The refund {row.ProviderRefund} is more than is left of payment {payment.Id}, or its payment is not settled yet.");
    }

    private static async Task<bool> TryAdd(PaymentsDb db, RefundRow row, CancellationToken ct)
    {
        var reserved = await db.Payments.Where(payment => payment.Id == row.PaymentId && payment.Captured - payment.Refunded >= row.Amount)
            .Set(payment => payment.Refunded, payment => payment.Refunded + row.Amount).UpdateAsync(ct);
        if (reserved == 0)
        {
            return false;
        }

        await db.InsertAsync(row, token: ct);
        return true;
    }

    /// <summary>The id in a key of ours, as <see cref="TryRefund"/> makes it; 0 for none.</summary>
    private static long OwnId(string? key) =>
        key is not null && key.StartsWith(TryRefund.KeyPrefix, StringComparison.Ordinal)
            && long.TryParse(key.AsSpan(TryRefund.KeyPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>The same for the same refund, so that it is added once however often it is told.</summary>
    private static long IdOf(string providerRefund) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(providerRefund))) & long.MaxValue;
}
