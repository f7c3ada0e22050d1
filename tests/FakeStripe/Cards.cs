namespace GigGatek.Tests.FakeStripe;

/// <summary>What one of Stripe's test cards does (https://docs.stripe.com/testing).</summary>
internal sealed record Card(string? DeclineCode = null, string? ErrorCode = null, bool AsksTheBank = false, bool IsDisputed = false, bool RefundsSlowly = false, bool RefundsFailLater = false);

internal static class Cards
{
    private static readonly Dictionary<string, Card> ByNumber = new()
    {
        ["4242424242424242"] = new(),
        ["4000000000000002"] = new("generic_decline", "card_declined"),
        ["4000000000009995"] = new("insufficient_funds", "card_declined"),
        ["4000000000000069"] = new(null, "expired_card"),
        ["4000002760003184"] = new(AsksTheBank: true),
        ["4000000000000259"] = new(IsDisputed: true),
        ["4000000000007726"] = new(RefundsSlowly: true),
        ["4000000000005126"] = new(RefundsFailLater: true),
    };

    private static readonly Dictionary<string, string> ByPaymentMethod = new()
    {
        ["pm_card_visa"] = "4242424242424242",
        ["pm_card_chargeDeclined"] = "4000000000000002",
        ["pm_card_chargeDeclinedInsufficientFunds"] = "4000000000009995",
        ["pm_card_chargeDeclinedExpiredCard"] = "4000000000000069",
        ["pm_card_authenticationRequired"] = "4000002760003184",
        ["pm_card_createDispute"] = "4000000000000259",
        ["pm_card_pendingRefund"] = "4000000000007726",
        ["pm_card_refundFail"] = "4000000000005126",
    };

    /// <summary>Null when Stripe has no such test card.</summary>
    public static Card? Find(string number) => ByNumber.GetValueOrDefault(number.Replace(" ", "", StringComparison.Ordinal));

    public static Card? FindMethod(string id) => ByPaymentMethod.TryGetValue(id, out var number) ? ByNumber[number] : null;
}
