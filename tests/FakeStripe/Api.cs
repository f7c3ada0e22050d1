using System.Globalization;
using System.Text.Json.Nodes;

namespace GigGatek.Tests.FakeStripe;

/// <summary>The endpoints: what is asked, in form fields, and what is answered, in JSON.</summary>
internal sealed class Api(Ledger ledger)
{
    /// <summary>What a request does. The parameters are those of the form or of the query.</summary>
    public JsonObject Handle(string method, string[] path, IReadOnlyDictionary<string, string> asked) => (method, path) switch
    {
        ("POST", ["payment_intents"]) => Create(asked),
        ("GET", ["payment_intents", var id]) => ledger.GetIntent(id),
        ("POST", ["payment_intents", var id, "confirm"]) => ledger.Confirm(id, asked.GetValueOrDefault("confirmation_token"), asked.GetValueOrDefault("payment_method"), asked.GetValueOrDefault("return_url")),
        ("POST", ["payment_intents", var id, "cancel"]) => ledger.Cancel(id),
        ("POST", ["refunds"]) => ledger.Refund(Required(asked, "payment_intent"), Number(asked, "amount"), Metadata(asked)),
        ("GET", ["refunds"]) => ListRefunds(asked),
        ("GET", ["refunds", var id]) => ledger.GetRefund(id),
        ("GET", ["disputes", var id]) => ledger.GetDispute(id),
        ("GET", ["events"]) => ListEvents(asked),
        ("POST", ["confirmation_tokens"]) => NewToken(asked),
        _ => throw new StripeRefusal(404, "invalid_request_error", null, $"Unrecognized request URL ({method}: /v1/{string.Join('/', path)}).") { Begun = false },
    };

    private JsonObject Create(IReadOnlyDictionary<string, string> asked)
    {
        var amount = Number(asked, "amount") ?? throw StripeRefusal.Required("amount");
        var currency = Required(asked, "currency");
        if (asked.Keys.Any(name => name.StartsWith("payment_method_types", StringComparison.Ordinal)))
        {
            throw new StripeRefusal(400, "invalid_request_error", "payment_method_types_no_longer_supported", "Use allowed_payment_method_types.", "payment_method_types") { Begun = false };
        }

        if (amount < 50)
        {
            throw new StripeRefusal(400, "invalid_request_error", "amount_too_small", "Amount must be no less than $0.50 usd", "amount");
        }

        return ledger.Create(amount, currency, asked.GetValueOrDefault("description"), Metadata(asked));
    }

    private JsonObject ListRefunds(IReadOnlyDictionary<string, string> asked)
    {
        ledger.Tick();
        var intent = asked.GetValueOrDefault("payment_intent");
        return Page("/v1/refunds", [.. ledger.Refunds.Where(refund => intent is null || refund.IntentId == intent).Reverse().Select(Shapes.Of)], asked);
    }

    private JsonObject ListEvents(IReadOnlyDictionary<string, string> asked)
    {
        ledger.Tick();
        var since = Number(asked, "created[gte]") ?? 0;
        var types = asked.Where(pair => pair.Key.StartsWith("types[", StringComparison.Ordinal)).Select(pair => pair.Value).ToHashSet();
        if (types.Count > 20)
        {
            throw new StripeRefusal(400, "invalid_request_error", null, "You may pass up to 20 types.", "types") { Begun = false };
        }

        return Page(
            "/v1/events",
            [.. ledger.Events.Where(one => (long)one["created"]! >= since && (types.Count == 0 || types.Contains((string)one["type"]!))).Reverse().Select(one => one.DeepClone().AsObject())],
            asked);
    }

    private JsonObject NewToken(IReadOnlyDictionary<string, string> asked)
    {
        var number = Required(asked, "payment_method_data[card][number]");
        var card = Cards.Find(number) ?? throw new StripeRefusal(402, "card_error", "incorrect_number", "Your card number is incorrect.", "number") { Begun = false };
        return new JsonObject { ["id"] = ledger.NewToken(card), ["object"] = "confirmation_token", ["livemode"] = false, ["use_stripe_sdk"] = true };
    }

    /// <summary>By cursor (https://docs.stripe.com/api/pagination): newest first, after or before an object.</summary>
    private static JsonObject Page(string url, List<JsonObject> all, IReadOnlyDictionary<string, string> asked)
    {
        var limit = (int)(Number(asked, "limit") ?? 10);
        if (asked.TryGetValue("ending_before", out var before))
        {
            var newer = all.TakeWhile(one => (string)one["id"]! != before).ToList();
            return Shapes.List(url, newer.TakeLast(limit), newer.Count > limit);
        }

        var rest = asked.TryGetValue("starting_after", out var after) ? [.. all.SkipWhile(one => (string)one["id"]! != after).Skip(1)] : all;
        return Shapes.List(url, rest.Take(limit), rest.Count > limit);
    }

    private static string Required(IReadOnlyDictionary<string, string> asked, string name) =>
        asked.TryGetValue(name, out var value) && value.Length > 0 ? value : throw StripeRefusal.Required(name);

    private static long? Number(IReadOnlyDictionary<string, string> asked, string name) => !asked.TryGetValue(name, out var value) ? null
        : long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : throw new StripeRefusal(400, "invalid_request_error", "parameter_invalid_integer", $"Invalid integer: {value}", name) { Begun = false };

    private static Dictionary<string, string> Metadata(IReadOnlyDictionary<string, string> asked) =>
        asked.Where(pair => pair.Key.StartsWith("metadata[", StringComparison.Ordinal)).ToDictionary(pair => pair.Key["metadata[".Length..^1], pair => pair.Value);
}
