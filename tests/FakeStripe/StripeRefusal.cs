using System.Text.Json.Nodes;

namespace GigGatek.Tests.FakeStripe;

/// <summary>An answer of Stripe's in its error shape (https://docs.stripe.com/api/errors).</summary>
internal sealed class StripeRefusal(int status, string type, string? code, string message, string? param = null) : Exception(message)
{
    public int Status => status;

    /// <summary>False for what Stripe refuses before an endpoint begins: such an answer is not kept under the idempotency key.</summary>
    public bool Begun { get; init; } = true;

    public string? DeclineCode { get; init; }

    public JsonObject? Intent { get; init; }

    public JsonObject ToJson()
    {
        var error = new JsonObject { ["type"] = type, ["message"] = Message };
        Add(error, "code", code);
        Add(error, "decline_code", DeclineCode);
        Add(error, "param", param);
        if (Intent is not null)
        {
            error["payment_intent"] = Intent.DeepClone();
        }

        return new JsonObject { ["error"] = error };
    }

    public static StripeRefusal Missing(string kind, string id) =>
        new(404, "invalid_request_error", "resource_missing", $"No such {kind}: '{id}'", kind is "confirmationtoken" ? "confirmation_token" : kind is "PaymentMethod" ? "payment_method" : "id");

    public static StripeRefusal Required(string param) =>
        new(400, "invalid_request_error", "parameter_missing", $"Missing required param: {param}.", param) { Begun = false };

    private static void Add(JsonObject error, string name, string? value)
    {
        if (value is not null)
        {
            error[name] = value;
        }
    }
}
