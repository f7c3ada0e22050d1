using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Providers;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Charges;

/// <summary>A try to take the money with a method of payment.</summary>
/// <param name="Method">The provider's token; never stored or logged.</param>
internal sealed record ConfirmPayment(long PaymentId, string Method, string ReturnUrl);

/// <summary>
/// Tries once. The try is written down before the provider is asked, and what the provider answers is settled after, so
/// that a crash anywhere in between leaves a payment which the reconciler can settle.
/// </summary>
internal sealed partial class ConfirmPaymentHandler(
    Sessions<PaymentsDb> sessions, IPaymentProvider provider, SettlePayment settle, RefreshPaymentHandler refresh, PaymentAttempts attempts, ILogger<ConfirmPaymentHandler> log)
{
    private const string NotAnswering =
        "Our payment provider does not answer right now. You have not been charged, and your order is kept: try again in a minute.";

    public async Task<PaymentRow?> Handle(ConfirmPayment command, CancellationToken ct)
    {
        var payment = await Find(command.PaymentId, ct);
        if (payment is null || payment.IsSettled)
        {
            return payment;
        }

        if (payment.State == PaymentState.Processing)
        {
            return await refresh.Handle(payment, ct);    // a double click, or a second tab: one try at a time
        }

        if (payment.Amount == 0)
        {
            var nothing = new IntentRecord("", PaymentState.Succeeded, Money.Zero(payment.Currency), null, null);
            return await settle.Handle(payment, nothing, null, ct);    // nothing to ask the provider for
        }

        try
        {
            payment = await CreateIntent(payment, ct);
        }
        catch (ProviderUnavailableException failure)
        {
            LogUnavailable(failure, command.PaymentId);
            return await Explain(payment, NotAnswering, ct);
        }
        catch (ProviderRefusedException refusal)
        {
            return await Explain(payment, refusal.Message, ct);
        }

        var attempt = attempts.Next(payment);
        var begun = await sessions.RepeatAsync(db => db.TryMove(payment, attempt, ct), ct);
        return begun ? await Confirm(attempt, command, ct) : await refresh.Handle((await Find(command.PaymentId, ct))!, ct);
    }

    /// <summary>Why no try could begin, for the page that is shown next.</summary>
    private async Task<PaymentRow> Explain(PaymentRow payment, string problem, CancellationToken ct)
    {
        var explained = payment with { Problem = problem, Version = payment.Version + 1 };
        await sessions.RepeatAsync(db => db.TryMove(payment, explained, ct), ct);
        return explained;
    }

    /// <summary>The same key makes the same intent, so nothing is lost when this one is not written down.</summary>
    private async Task<PaymentRow> CreateIntent(PaymentRow payment, CancellationToken ct) =>
        payment.Intent is null
            ? payment with { Intent = (await provider.CreateIntentAsync(Key($"intent-{payment.Id}"), payment.Total, payment.Reference, ct)).Id }
            : payment;

    private async Task<PaymentRow> Confirm(PaymentRow attempt, ConfirmPayment command, CancellationToken ct)
    {
        try
        {
            var confirmation = new IntentConfirmation(attempt.Intent!, command.Method, command.ReturnUrl);
            var record = await provider.ConfirmAsync(Key($"confirm-{attempt.Id}-{attempt.Attempt}"), confirmation, ct);
            return await settle.Handle(attempt, record, attempt.Attempt, ct);
        }
        catch (ProviderUnavailableException failure)
        {
            LogUnavailable(failure, attempt.Id);
            return attempt;
        }
    }

    private async Task<PaymentRow?> Find(long id, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.FindPayment(id, ct);
    }

    private static string Key(FormattableString key) => key.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Warning, "The payment provider did not answer about payment {PaymentId}; its record will tell")]
    private partial void LogUnavailable(Exception failure, long paymentId);
}

/// <summary>How a try begins.</summary>
internal sealed class PaymentAttempts(IOptions<PaymentsOptions> options, TimeProvider clock)
{
    /// <summary>Longer than the provider is awaited, for the transaction that settles its answer.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public PaymentRow Next(PaymentRow payment)
    {
        var now = clock.GetUtcNow();
        return payment with
        {
            State = PaymentState.Processing,
            Attempt = payment.Attempt + 1,
            AnswerDue = now.AddSeconds(options.Value.TimeoutSeconds) + Margin,
            ActionUrl = null,
            Problem = null,
            Version = payment.Version + 1,
            ChangedAt = now,
            CheckAt = now.AddSeconds(options.Value.ReconcileAfterSeconds),
            Checks = 0,
        };
    }
}
