using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GigGatek.Payments.Providers.Stripe;

/// <summary>The list of events that Stripe keeps for thirty days (https://docs.stripe.com/api/events/list), newest first.</summary>
internal sealed class StripeEvents(StripeApi api) : IProviderEvents
{
    private const int PageSize = 100;

    /// <summary>Those that change what a shop knows. The same that its webhook endpoint asks for (docs/operations/payments.md).</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        "payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.canceled", "payment_intent.processing", "payment_intent.requires_action",
        "refund.created", "refund.updated", "refund.failed",
        "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed", "charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated",
    ];

    public async IAsyncEnumerable<IReadOnlyList<ProviderEvent>> ReadAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken ct)
    {
        var filter = string.Concat(Types.Select(type => $"&types[]={type}"));
        var path = string.Create(CultureInfo.InvariantCulture, $"/v1/events?limit={PageSize}&created[gte]={since.ToUnixTimeSeconds()}{filter}");
        for (string? last = ""; last is not null;)
        {
            var address = last.Length == 0 ? path : $"{path}&starting_after={last}";
            var answer = await api.Get((client, soon) => client.RawRequestAsync(HttpMethod.Get, address, null, null, soon), ct);
            using var page = JsonDocument.Parse(answer.Content);
            List<ProviderEvent> events = [.. page.RootElement.GetProperty("data").EnumerateArray().Select(StripeWebhooks.Read).OfType<ProviderEvent>()];
            if (events.Count > 0)
            {
                yield return events;
            }

            last = page.RootElement.GetProperty("has_more").GetBoolean() && events.Count > 0 ? events[^1].Id : null;
        }
    }

    public async Task<ReportedRefund> GetRefundAsync(string refundId, CancellationToken ct) =>
        StripeRecords.Reported(await api.Get((client, soon) => client.V1.Refunds.GetAsync(refundId, null, null, soon), ct));

    public async Task<ProviderDispute> GetDisputeAsync(string disputeId, CancellationToken ct) =>
        StripeRecords.Of(await api.Get((client, soon) => client.V1.Disputes.GetAsync(disputeId, null, null, soon), ct));
}
