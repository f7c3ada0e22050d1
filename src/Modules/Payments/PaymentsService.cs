using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Charges;
using GigGatek.Payments.Providers;
using GigGatek.Payments.Refunds;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Payments;

/// <summary>The contract; each call is one use case.</summary>
internal sealed class PaymentsService(
    Sessions<PaymentsDb> sessions, PaymentUseCases payments, RefundPaymentHandler refund, IPaymentProvider provider) : IPayments
{
    public async Task<Payment> OpenAsync(OpenPayment request, CancellationToken ct) =>
        (await payments.Open.Handle(request, ct)).ToPayment();

    public async Task<Payment?> FindAsync(long paymentId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return (await db.FindPayment(paymentId, ct))?.ToPayment();
    }

    public async Task<IReadOnlyList<Payment>> FindManyAsync(IReadOnlyList<long> paymentIds, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var rows = await db.Payments.Where(row => paymentIds.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(ct);
        return [.. rows.Select(row => row.ToPayment())];
    }

    public async Task<Payment?> ConfirmAsync(long paymentId, string method, string returnUrl, CancellationToken ct) =>
        (await payments.Confirm.Handle(new ConfirmPayment(paymentId, method, returnUrl), ct))?.ToPayment();

    public async Task<Payment?> RefreshAsync(long paymentId, CancellationToken ct) =>
        (await payments.Refresh.Handle(paymentId, ct))?.ToPayment();

    public async Task<Payment?> CancelAsync(long paymentId, CancellationToken ct) =>
        (await payments.Cancel.Handle(paymentId, ct))?.ToPayment();

    public async Task<Result<Refund>> RefundAsync(RefundPayment request, CancellationToken ct) => await refund.Handle(request, ct);

    public async Task<IReadOnlyList<Dispute>> ListDisputesAsync(long paymentId, CancellationToken ct)
    {
        await using var db = sessions.Read();
        var rows = await db.Disputes.Where(row => row.PaymentId == paymentId).OrderBy(row => row.OpenedAt).ThenBy(row => row.Id).ToListAsync(ct);
        return [.. rows.Select(row => row.ToDispute())];
    }

    public Task<PaymentForm> FindFormAsync(CancellationToken ct) => Task.FromResult(provider.Form);
}

/// <summary>What can be done with a payment.</summary>
internal sealed record PaymentUseCases(OpenPaymentHandler Open, ConfirmPaymentHandler Confirm, RefreshPaymentHandler Refresh, CancelPaymentHandler Cancel);
