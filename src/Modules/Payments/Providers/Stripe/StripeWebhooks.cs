using System.Text.Json;
using GigGatek.Payments.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Providers.Stripe;

/// <summary>
/// Stripe's events, as a message or in its list. Only their names are read, so an event of any API version is understood;
/// what they are about is fetched.
/// </summary>
internal sealed class StripeWebhooks(IOptions<PaymentsOptions> options, TimeProvider clock)
{
    public const string SignatureHeader = "Stripe-Signature";

    private readonly string[] _secrets = [options.Value.WebhookSecret ?? "", .. options.Value.Stripe.MoreWebhookSecrets];

    /// <summary>Null when no secret fits the raw body and its signature, when that is too old, or when it is no event.</summary>
    public ProviderEvent? Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var now = clock.GetUtcNow();
        if (!_secrets.Any(secret => secret.Length > 0 && WebhookSignature.IsValid(secret, headers[SignatureHeader], body.Span, now)))
        {
            return null;
        }

        try
        {
            using var message = JsonDocument.Parse(body);
            return Read(message.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when it is no event.</summary>
    public static ProviderEvent? Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || Text(message, "id") is not { } id || !message.TryGetProperty("data", out var data)
            || data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("object", out var about) || about.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var at = message.TryGetProperty("created", out var created) && created.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return Text(about, "object") switch
        {
            "payment_intent" => new ProviderEvent(id, Text(about, "id") ?? "", null, at),
            "refund" => new ProviderEvent(id, Text(about, "payment_intent") ?? "", new EventSubject(EventSubjectKind.Refund, Text(about, "id") ?? ""), at),
            "dispute" => new ProviderEvent(id, Text(about, "payment_intent") ?? "", new EventSubject(EventSubjectKind.Dispute, Text(about, "id") ?? ""), at),
            _ => new ProviderEvent(id, Text(about, "payment_intent") ?? "", null, at),
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
