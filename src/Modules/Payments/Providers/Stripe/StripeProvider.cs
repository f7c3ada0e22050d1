using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stripe;
using StripeRefund = Stripe.Refund;

namespace GigGatek.Payments.Providers.Stripe;

/// <summary>
/// The adapter to Stripe's Payment Intents (https://docs.stripe.com/api/payment_intents), confirmed from here with the token
/// that the payment page got from Stripe: a card number never comes near this program.
/// </summary>
internal sealed class StripeProvider(StripeApi api, StripeWebhooks webhooks, StripeEvents events, IOptions<PaymentsOptions> options) : IPaymentProvider
{
    private const string UnexpectedState = "payment_intent_unexpected_state";

    public string Name => PaymentsOptions.StripeProvider;

    public PaymentForm Form { get; } = new(PaymentsOptions.StripeProvider, StripeFields.Of(options.Value.Stripe));

    public IProviderEvents Events => events;

    public async Task<IntentRecord> CreateIntentAsync(string idempotencyKey, Money amount, string reference, CancellationToken ct)
    {
        var wanted = new PaymentIntentCreateOptions
        {
            Amount = amount.Minor,
            Currency = amount.Currency.ToLowerInvariant(),
            AllowedPaymentMethodTypes = ["card"],    // decided at once; wallets are cards too
            Description = $"Order {reference}",
            Metadata = new() { ["order"] = reference },
        };
        try
        {
            return StripeRecords.Of(await api.PostAnew<PaymentIntent>(
                idempotencyKey, (client, options, soon) => client.V1.PaymentIntents.CreateAsync(wanted, options, soon), _ => Task.FromResult<PaymentIntent?>(null), ct));
        }
        catch (StripeException refused) when (refused.StripeError?.Code is "amount_too_small" or "amount_too_large")
        {
            throw new ProviderRefusedException(StripeSentences.NoSuchAmount(amount), refused);
        }
    }

    public async Task<IntentRecord> ConfirmAsync(string idempotencyKey, IntentConfirmation confirmation, CancellationToken ct)
    {
        if (StripeRecords.Method(confirmation) is not { } wanted)
        {
            return (await GetAsync(confirmation.IntentId, ct)) with { Problem = StripeSentences.NoMethod };
        }

        try
        {
            return StripeRecords.Of(await api.Post(
                idempotencyKey, (client, options, soon) => client.V1.PaymentIntents.ConfirmAsync(confirmation.IntentId, wanted, options, soon), ct));
        }
        catch (StripeException refused) when (refused.StripeError is { Type: "card_error" } error)
        {
            var record = error.PaymentIntent is { } intent ? StripeRecords.Of(intent) : await GetAsync(confirmation.IntentId, ct);
            return record with { Problem = StripeSentences.WhyDeclined(error.DeclineCode ?? error.Code) };
        }
        catch (StripeException refused) when (refused.StripeError?.Code == UnexpectedState)
        {
            return await GetAsync(confirmation.IntentId, ct);    // decided already: its record tells
        }
        catch (StripeException refused) when (refused.StripeError?.Param is "confirmation_token" or "payment_method")
        {
            return (await GetAsync(confirmation.IntentId, ct)) with { Problem = StripeSentences.MethodIsUsed };
        }
    }

    public async Task<IntentRecord> GetAsync(string intentId, CancellationToken ct) =>
        StripeRecords.Of(await api.Get((client, soon) => client.V1.PaymentIntents.GetAsync(intentId, null, null, soon), ct));

    public async Task<IntentRecord> CancelAsync(string idempotencyKey, string intentId, CancellationToken ct)
    {
        try
        {
            return StripeRecords.Of(await api.PostAnew<PaymentIntent>(
                idempotencyKey,
                (client, options, soon) => client.V1.PaymentIntents.CancelAsync(intentId, null, options, soon),
                async soon => await api.Get((client, sooner) => client.V1.PaymentIntents.GetAsync(intentId, null, null, sooner), soon) is { Status: "canceled" } done ? done : null,
                ct));
        }
        catch (StripeException refused) when (refused.StripeError?.Code == UnexpectedState)
        {
            return await GetAsync(intentId, ct);    // too late, or done before
        }
    }

    public async Task<ProviderRefund> RefundAsync(string idempotencyKey, string intentId, Money amount, CancellationToken ct)
    {
        var wanted = new RefundCreateOptions
        {
            PaymentIntent = intentId,
            Amount = amount.Minor,
            Metadata = new() { [StripeRecords.RefundKey] = idempotencyKey },
        };
        try
        {
            // Stripe forgets a key after a day, and this may be asked for again later than that.
            var made = await FindRefund(idempotencyKey, intentId, ct) ?? await api.PostAnew(
                idempotencyKey,
                (client, options, soon) => client.V1.Refunds.CreateAsync(wanted, options, soon),
                soon => FindRefund(idempotencyKey, intentId, soon),
                ct);
            return StripeRecords.Of(made);
        }
        catch (StripeException refused) when (refused.StripeError is { Type: not "idempotency_error" } error)
        {
            return new ProviderRefund("", RefundState.Failed, StripeSentences.WhyNoRefund(error.Code, error.Message));
        }
    }

    public async Task<ProviderRefund> GetRefundAsync(string refundId, CancellationToken ct) =>
        StripeRecords.Of(await api.Get((client, soon) => client.V1.Refunds.GetAsync(refundId, null, null, soon), ct));

    public ProviderEvent? ReadWebhook(IHeaderDictionary headers, ReadOnlyMemory<byte> body) => webhooks.Read(headers, body);

    private Task<StripeRefund?> FindRefund(string key, string intentId, CancellationToken ct) => api.Get(
        async (client, soon) =>
        {
            var options = new RefundListOptions { PaymentIntent = intentId, Limit = 100 };
            await foreach (var refund in client.V1.Refunds.ListAutoPagingAsync(options, null, soon))
            {
                if (refund.Metadata?.GetValueOrDefault(StripeRecords.RefundKey) == key)
                {
                    return refund;
                }
            }

            return null;
        },
        ct);
}
