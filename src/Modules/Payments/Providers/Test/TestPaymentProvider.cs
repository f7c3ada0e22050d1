using System.Text.Json;
using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Payments.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Providers.Test;

/// <summary>The adapter to the test provider: its words into the shop's, its silence into an outage.</summary>
internal sealed class TestPaymentProvider(
    TestBankIntents intents, TestBankRefunds refunds, WebhookSecret secret, IOptions<PaymentsOptions> options, TimeProvider clock) : IPaymentProvider
{
    public const string SignatureHeader = "Test-Bank-Signature";

    public string Name => "test";

    public PaymentForm Form { get; } = new("test", null);

    public IProviderEvents? Events => null;

    public Task<IntentRecord> CreateIntentAsync(string idempotencyKey, Money amount, string reference, CancellationToken ct) =>
        Ask(async soon => ToRecord(await intents.Create(idempotencyKey, amount, reference, soon)), ct);

    public Task<IntentRecord> ConfirmAsync(string idempotencyKey, IntentConfirmation confirmation, CancellationToken ct) =>
        Ask(async soon => ToRecord(await intents.Confirm(idempotencyKey, confirmation, soon)), ct);

    public Task<IntentRecord> GetAsync(string intentId, CancellationToken ct) =>
        Ask(async soon => ToRecord(await intents.Find(intentId, soon) ?? throw Unknown(intentId)), ct);

    public Task<IntentRecord> CancelAsync(string idempotencyKey, string intentId, CancellationToken ct) =>
        Ask(async soon => ToRecord(await intents.Cancel(intentId, soon)), ct);

    public Task<ProviderRefund> RefundAsync(string idempotencyKey, string intentId, Money amount, CancellationToken ct) =>
        Ask(async soon => ToRefund(await refunds.Create(idempotencyKey, intentId, amount, soon)), ct);

    public Task<ProviderRefund> GetRefundAsync(string refundId, CancellationToken ct) =>
        Ask(async soon => ToRefund(await refunds.Find(refundId, soon) ?? throw Unknown(refundId)), ct);

    public ProviderEvent? ReadWebhook(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        if (!WebhookSignature.IsValid(secret.Value, headers[SignatureHeader], body.Span, clock.GetUtcNow()))
        {
            return null;
        }

        var message = JsonSerializer.Deserialize<TestWebhookMessage>(body.Span, JsonSerializerOptions.Web);
        return message is { Id: not null, Intent: not null } ? new ProviderEvent(message.Id, message.Intent) : null;
    }

    private async Task<T> Ask<T>(Func<CancellationToken, Task<T>> call, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            return await call(either.Token);
        }
        catch (Exception failure) when (failure is TimeoutException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ProviderUnavailableException("The test provider did not answer in time.", failure);
        }
    }

    private static IntentRecord ToRecord(TestIntentRow intent)
    {
        var (state, captured) = intent.Status switch
        {
            TestIntentStatus.RequiresAction => (PaymentState.RequiresAction, 0),
            TestIntentStatus.Processing => (PaymentState.Processing, 0),
            TestIntentStatus.Succeeded => (PaymentState.Succeeded, intent.Amount),
            TestIntentStatus.Canceled => (PaymentState.Cancelled, 0),
            _ => (PaymentState.Open, 0L),
        };
        var page = intent.ReturnUrl is null ? null : new Uri(new Uri(intent.ReturnUrl), TestBankPages.PathOf(intent.Id)).AbsoluteUri;
        return new IntentRecord(intent.Id, state, new Money(captured, intent.Currency), page, intent.Decline);
    }

    private static ProviderRefund ToRefund(TestRefundRow refund) => refund.Status switch
    {
        TestRefundStatus.Succeeded => new ProviderRefund(refund.Id, RefundState.Succeeded, null),
        TestRefundStatus.Failed => new ProviderRefund(refund.Id, RefundState.Failed, refund.Failure),
        _ => new ProviderRefund(refund.Id, RefundState.Pending, null),
    };

    private static InvalidOperationException Unknown(string id) => new($"The test provider does not know {id}.");
}

/// <summary>What a webhook of the test provider says.</summary>
internal sealed record TestWebhookMessage(string Id, string Type, long Created, string Intent);
