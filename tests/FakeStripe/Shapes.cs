using System.Text.Json.Nodes;

namespace GigGatek.Tests.FakeStripe;

/// <summary>Stripe's JSON, as far as a shop reads it.</summary>
internal static class Shapes
{
    public static JsonObject Of(Intent intent, Uri address)
    {
        var json = new JsonObject
        {
            ["id"] = intent.Id,
            ["object"] = "payment_intent",
            ["amount"] = intent.Amount,
            ["amount_capturable"] = 0,
            ["amount_received"] = intent.Status == "succeeded" ? intent.Amount : 0,
            ["capture_method"] = "automatic_async",
            ["client_secret"] = intent.Id + "_secret_fake",
            ["confirmation_method"] = "automatic",
            ["created"] = intent.Created,
            ["currency"] = intent.Currency,
            ["description"] = intent.Description,
            ["last_payment_error"] = null,
            ["latest_charge"] = intent.Charges > 0 ? ChargeOf(intent.Id) : null,
            ["livemode"] = false,
            ["metadata"] = Of(intent.Metadata),
            ["next_action"] = null,
            ["payment_method"] = null,
            ["payment_method_types"] = new JsonArray("card"),
            ["status"] = intent.Status,
        };
        if (intent.Status == "requires_action")
        {
            json["next_action"] = new JsonObject
            {
                ["type"] = "redirect_to_url",
                ["redirect_to_url"] = new JsonObject { ["url"] = new Uri(address, $"/3d_secure/{intent.Id}").AbsoluteUri, ["return_url"] = intent.ReturnUrl },
            };
        }

        if (intent.LastError is { } error && intent.Status == "requires_payment_method")
        {
            json["last_payment_error"] = new JsonObject { ["type"] = "card_error", ["code"] = error.Code, ["decline_code"] = error.DeclineCode, ["message"] = error.Message };
        }

        return json;
    }

    public static JsonObject Of(StripeRefund refund) => new()
    {
        ["id"] = refund.Id,
        ["object"] = "refund",
        ["amount"] = refund.Amount,
        ["charge"] = ChargeOf(refund.IntentId),
        ["created"] = refund.Created,
        ["currency"] = refund.Currency,
        ["failure_reason"] = refund.FailureReason,
        ["metadata"] = Of(refund.Metadata),
        ["payment_intent"] = refund.IntentId,
        ["reason"] = null,
        ["status"] = refund.Status,
    };

    public static JsonObject Of(StripeDispute dispute) => new()
    {
        ["id"] = dispute.Id,
        ["object"] = "dispute",
        ["amount"] = dispute.Amount,
        ["charge"] = ChargeOf(dispute.IntentId),
        ["created"] = dispute.Created,
        ["currency"] = dispute.Currency,
        ["evidence_details"] = new JsonObject { ["due_by"] = dispute.RespondBy, ["has_evidence"] = false, ["past_due"] = false, ["submission_count"] = 0 },
        ["is_charge_refundable"] = false,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["payment_intent"] = dispute.IntentId,
        ["reason"] = dispute.Reason,
        ["status"] = dispute.Status,
    };

    public static JsonObject List(string url, IEnumerable<JsonObject> data, bool hasMore) =>
        new() { ["object"] = "list", ["data"] = new JsonArray([.. data]), ["has_more"] = hasMore, ["url"] = url };

    public static JsonObject Event(string id, string type, long created, JsonObject about, string version) => new()
    {
        ["id"] = id,
        ["object"] = "event",
        ["api_version"] = version,
        ["created"] = created,
        ["data"] = new JsonObject { ["object"] = about.DeepClone() },
        ["livemode"] = false,
        ["pending_webhooks"] = 1,
        ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null },
        ["type"] = type,
    };

    private static string ChargeOf(string intentId) => "ch_" + intentId["pi_".Length..];

    private static JsonObject Of(IReadOnlyDictionary<string, string> metadata) =>
        new(metadata.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
}
