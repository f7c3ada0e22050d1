using System.Text.Json.Nodes;

namespace GigGatek.Tests.FakeStripe;

/// <summary>What the company knows, and the only place where it changes: every change happens whole, and is announced by an event.</summary>
internal sealed class Ledger(TimeProvider clock, string version)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Intent> _intents = [];
    private readonly Dictionary<string, StripeRefund> _refunds = [];
    private readonly Dictionary<string, StripeDispute> _disputes = [];
    private readonly Dictionary<string, (Card Card, bool Used)> _tokens = [];
    private readonly List<JsonObject> _events = [];
    private int _ids;

    public Uri Address { get; set; } = new("http://localhost");

    /// <summary>Called with each event, outside of all locks but in order.</summary>
    public Action<JsonObject> Announce { get; set; } = _ => { };

    public IReadOnlyList<Intent> Intents => Locked(() => (IReadOnlyList<Intent>)[.. _intents.Values]);

    public IReadOnlyList<StripeRefund> Refunds => Locked(() => (IReadOnlyList<StripeRefund>)[.. _refunds.Values]);

    public IReadOnlyList<StripeDispute> Disputes => Locked(() => (IReadOnlyList<StripeDispute>)[.. _disputes.Values]);

    /// <summary>Oldest first, of the last thirty days.</summary>
    public IReadOnlyList<JsonObject> Events
    {
        get
        {
            var since = clock.GetUtcNow().AddDays(-30).ToUnixTimeSeconds();
            return Locked(() => (IReadOnlyList<JsonObject>)[.. _events.Where(one => (long)one["created"]! >= since)]);
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    public string NewToken(Card card) => Locked(() =>
    {
        var id = NewId("ctoken");
        _tokens[id] = (card, false);
        return id;
    });

    public JsonObject Create(long amount, string currency, string? description, Dictionary<string, string> metadata) => Locked(() =>
    {
        var intent = new Intent { Id = NewId("pi"), Amount = amount, Currency = currency, Created = Now, Description = description, Metadata = metadata };
        _intents[intent.Id] = intent;
        return Tell("payment_intent.created", Shapes.Of(intent, Address));
    });

    public JsonObject Confirm(string id, string? token, string? method, string? returnUrl) => Locked(() =>
    {
        var intent = Find(id);
        if (intent.Status is not ("requires_payment_method" or "requires_action"))
        {
            throw UnexpectedState(intent, "confirmed");
        }

        intent.ReturnUrl = returnUrl;
        intent.Card = TakeCard(token, method);
        if (intent.Card is { ErrorCode: { } code })
        {
            return Decline(intent, code, intent.Card.DeclineCode, "Your card was declined.");
        }

        if (intent.Card.AsksTheBank)
        {
            intent.Status = "requires_action";
            return Tell("payment_intent.requires_action", Shapes.Of(intent, Address));
        }

        return Charge(intent);
    });

    /// <summary>What the shopper answers to his bank's question.</summary>
    public void Answer(string id, bool approves) => Locked(() =>
    {
        var intent = Find(id);
        if (intent.Status == "requires_action" && approves)
        {
            Charge(intent);
        }
        else if (intent.Status == "requires_action")
        {
            (intent.Status, intent.LastError) = ("requires_payment_method", ("payment_intent_authentication_failure", null, "The provided PaymentMethod has failed authentication."));
            Tell("payment_intent.payment_failed", Shapes.Of(intent, Address));
        }

        return true;
    });

    public JsonObject Cancel(string id) => Locked(() =>
    {
        var intent = Find(id);
        if (intent.Status is not ("requires_payment_method" or "requires_action" or "requires_confirmation"))
        {
            throw UnexpectedState(intent, "canceled");
        }

        intent.Status = "canceled";
        return Tell("payment_intent.canceled", Shapes.Of(intent, Address));
    });

    public JsonObject Refund(string intentId, long? amount, Dictionary<string, string> metadata) => Locked(() =>
    {
        var intent = Find(intentId);
        var left = intent.Status == "succeeded" ? intent.Amount - _refunds.Values.Where(other => other.IntentId == intentId && other.Status != "failed").Sum(other => other.Amount) : 0;
        var wanted = amount ?? left;
        if (_disputes.Values.Any(dispute => dispute.IntentId == intentId && dispute.Status is "needs_response" or "lost"))
        {
            throw new StripeRefusal(400, "invalid_request_error", "charge_disputed", "This charge has been charged back.");
        }

        if (left == 0)
        {
            throw new StripeRefusal(400, "invalid_request_error", "charge_already_refunded", $"Charge has already been refunded.");
        }

        if (wanted > left)
        {
            throw new StripeRefusal(400, "invalid_request_error", null, $"Refund amount ({wanted}) is greater than unrefunded amount on charge ({left})", "amount");
        }

        var refund = new StripeRefund
        {
            Id = NewId("re"), IntentId = intentId, Amount = wanted, Currency = intent.Currency, Created = Now, Metadata = metadata,
            Status = intent.Card is { RefundsSlowly: true } ? "pending" : "succeeded",
            FailsLater = intent.Card is { RefundsFailLater: true },
            DecidedAt = intent.Card is { RefundsSlowly: true } or { RefundsFailLater: true } ? clock.GetUtcNow().AddSeconds(1) : null,
        };
        _refunds[refund.Id] = refund;
        return Tell("refund.created", Shapes.Of(refund));
    });

    /// <summary>What takes its time has its time.</summary>
    public void Tick() => Locked(() =>
    {
        foreach (var refund in _refunds.Values.Where(refund => refund.DecidedAt <= clock.GetUtcNow()).ToList())
        {
            refund.DecidedAt = null;
            (refund.Status, refund.FailureReason) = refund.FailsLater ? ("failed", "expired_or_canceled_card") : ("succeeded", null);
            Tell(refund.FailsLater ? "refund.failed" : "refund.updated", Shapes.Of(refund));
        }

        return true;
    });

    public StripeDispute Dispute(string intentId, string reason, bool isInquiry) => Locked(() =>
    {
        var intent = Find(intentId);
        var dispute = new StripeDispute
        {
            Id = NewId("du"), IntentId = intentId, Amount = intent.Amount, Currency = intent.Currency, Created = Now, Reason = reason,
            RespondBy = clock.GetUtcNow().AddDays(7).ToUnixTimeSeconds(), Status = isInquiry ? "warning_needs_response" : "needs_response",
        };
        _disputes[dispute.Id] = dispute;
        Tell("charge.dispute.created", Shapes.Of(dispute));
        if (!isInquiry)
        {
            Tell("charge.dispute.funds_withdrawn", Shapes.Of(dispute));
        }

        return dispute;
    });

    public void CloseDispute(string id, string status) => Locked(() =>
    {
        var dispute = _disputes[id];
        dispute.Status = status;
        Tell("charge.dispute.closed", Shapes.Of(dispute));
        if (status == "won")
        {
            Tell("charge.dispute.funds_reinstated", Shapes.Of(dispute));
        }

        return true;
    });

    public JsonObject GetIntent(string id) => Locked(() => Shapes.Of(Find(id), Address));

    public JsonObject GetRefund(string id) => Locked(() => Shapes.Of(_refunds.GetValueOrDefault(id) ?? throw StripeRefusal.Missing("refund", id)));

    public JsonObject GetDispute(string id) => Locked(() => Shapes.Of(_disputes.GetValueOrDefault(id) ?? throw StripeRefusal.Missing("dispute", id)));

    public string? ReturnUrlOf(string id) => Locked(() => _intents.GetValueOrDefault(id)?.ReturnUrl);

    private JsonObject Charge(Intent intent)
    {
        (intent.Status, intent.LastError) = ("succeeded", null);
        intent.Charges++;
        var answer = Tell("payment_intent.succeeded", Shapes.Of(intent, Address));
        if (intent.Card is { IsDisputed: true })
        {
            Dispute(intent.Id, "fraudulent", isInquiry: false);
        }

        return answer;
    }

    private JsonObject Decline(Intent intent, string code, string? declineCode, string message)
    {
        (intent.Status, intent.LastError) = ("requires_payment_method", (code, declineCode, message));
        var now = Tell("payment_intent.payment_failed", Shapes.Of(intent, Address));
        throw new StripeRefusal(402, "card_error", code, message) { DeclineCode = declineCode, Intent = now };
    }

    private Card TakeCard(string? token, string? method)
    {
        if (token is null)
        {
            return Cards.FindMethod(method ?? "") ?? throw StripeRefusal.Missing("PaymentMethod", method ?? "");
        }

        if (!_tokens.TryGetValue(token, out var known))
        {
            throw StripeRefusal.Missing("confirmationtoken", token);
        }

        if (known.Used)
        {
            throw new StripeRefusal(400, "invalid_request_error", null, "You cannot reuse a ConfirmationToken. Please create a new one.", "confirmation_token");
        }

        _tokens[token] = (known.Card, true);
        return known.Card;
    }

    private Intent Find(string id) => _intents.GetValueOrDefault(id) ?? throw StripeRefusal.Missing("payment_intent", id);

    private StripeRefusal UnexpectedState(Intent intent, string what) =>
        new(400, "invalid_request_error", "payment_intent_unexpected_state", $"This PaymentIntent could not be {what} because it has a status of {intent.Status}.") { Intent = Shapes.Of(intent, Address) };

    private JsonObject Tell(string type, JsonObject about)
    {
        var happened = Shapes.Event(NewId("evt"), type, Now, about, version);
        _events.Add(happened);
        Announce(happened);
        return about;
    }

    private string NewId(string prefix) => $"{prefix}_fake{++_ids:D8}{prefix.Length}x";

    private T Locked<T>(Func<T> what)
    {
        lock (_lock)
        {
            return what();
        }
    }
}
