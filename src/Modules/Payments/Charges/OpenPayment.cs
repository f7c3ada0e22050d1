using System.Data.Common;
using GigGatek.Contracts.Payments;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Payments.Charges;

/// <summary>Writes a payment down. The provider hears of it on the first try, so an order can be placed while it is away.</summary>
internal sealed class OpenPaymentHandler(Sessions<PaymentsDb> sessions, TimeProvider clock)
{
    public async Task<PaymentRow> Handle(OpenPayment request, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(request.Amount.Minor);
        return await Find(request, ct) ?? await Insert(request, ct);
    }

    private async Task<PaymentRow?> Find(OpenPayment request, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var existing = await db.FindPayment(request.PaymentId, ct);
        return existing is null || existing.Total == request.Amount
            ? existing
            : throw new InvalidOperationException($"Payment {request.PaymentId} is open over {existing.Total} and cannot be opened over {request.Amount}.");
    }

    private async Task<PaymentRow> Insert(OpenPayment request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = new PaymentRow
        {
            Id = request.PaymentId,
            Reference = request.Reference,
            Amount = request.Amount.Minor,
            Currency = request.Amount.Currency,
            State = PaymentState.Open,
            OpenedAt = now,
            ChangedAt = now,
        };
        try
        {
            await sessions.RepeatAsync(db => db.InsertAsync(row, token: ct), ct);
            return row;
        }
        catch (DbException)
        {
            if (await Find(request, ct) is { } other)
            {
                return other;    // opened twice at once: the key settled it
            }

            throw;
        }
    }
}
