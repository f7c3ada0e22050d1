namespace GigGatek.Tests.FakeStripe;

/// <summary>A payment intent as it stands.</summary>
public sealed class Intent
{
    public required string Id { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required long Created { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string? Description { get; init; }

    /// <summary>In Stripe's words: <c>requires_payment_method</c>, <c>requires_action</c>, <c>processing</c>, <c>succeeded</c>, <c>canceled</c>.</summary>
    public string Status { get; internal set; } = "requires_payment_method";

    public string? ReturnUrl { get; internal set; }

    /// <summary>How often money was taken for it. More than once would be a bug of this fake, and is counted so that a test can say that it never happened.</summary>
    public int Charges { get; internal set; }

    internal (string Code, string? DeclineCode, string Message)? LastError { get; set; }

    internal Card? Card { get; set; }
}

/// <summary>A refund as it stands.</summary>
public sealed class StripeRefund
{
    public required string Id { get; init; }
    public required string IntentId { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required long Created { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string Status { get; internal set; } = "succeeded";
    public string? FailureReason { get; internal set; }

    internal bool FailsLater { get; init; }

    internal DateTimeOffset? DecidedAt { get; set; }
}

/// <summary>A dispute as it stands.</summary>
public sealed class StripeDispute
{
    public required string Id { get; init; }
    public required string IntentId { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required long Created { get; init; }
    public required string Reason { get; init; }

    /// <summary><c>needs_response</c>, <c>won</c>, <c>lost</c>, or <c>warning_needs_response</c> and <c>warning_closed</c> of an inquiry, which moves no money.</summary>
    public string Status { get; internal set; } = "needs_response";

    public required long RespondBy { get; init; }
}
