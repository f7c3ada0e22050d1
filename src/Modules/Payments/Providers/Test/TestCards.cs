namespace GigGatek.Payments.Providers.Test;

/// <summary>What a test card does when it is charged.</summary>
/// <param name="Decline">The sentence of a card that is refused.</param>
/// <param name="Asks">True: the bank asks the shopper first (3-D Secure).</param>
/// <param name="IsSilent">True: no answer comes, but the money does, a moment later.</param>
/// <param name="TellsTwice">True: webhooks come twice and out of order.</param>
/// <param name="RefundsSlowly">True: a refund is pending for a moment.</param>
/// <param name="RefundsFail">True: a refund is pending for a moment, then refused.</param>
internal sealed record TestCard(
    string? Decline = null, bool Asks = false, bool IsSilent = false, bool TellsTwice = false, bool RefundsSlowly = false, bool RefundsFail = false);

/// <summary>The card numbers of the test provider; the same as Stripe's (https://docs.stripe.com/testing).</summary>
internal static class TestCards
{
    public const string Unknown =
        "This shop takes test cards only, and that number is none. Use 4242 4242 4242 4242 to pay, 4000 0000 0000 0002 to be declined, " +
        "4000 0000 0000 9995 for too little money, 4000 0027 6000 3184 for your bank's question, 4000 0000 0000 0119 for a slow answer, " +
        "or 4000 0000 0000 0259 for one that comes twice. No money moves.";

    private static readonly Dictionary<string, TestCard> Cards = new()
    {
        ["4242424242424242"] = new(),
        ["4000000000000002"] = new(Decline: "Your card was declined. You have not been charged: try another card."),
        ["4000000000009995"] = new(Decline: "Your card was declined because the account has too little money. You have not been charged: try another card."),
        ["4000002760003184"] = new(Asks: true),
        ["4000000000000119"] = new(IsSilent: true),
        ["4000000000000259"] = new(TellsTwice: true),
        ["4000000000007726"] = new(RefundsSlowly: true),
        ["4000000000005126"] = new(RefundsFail: true),
    };

    /// <summary>Spaces do not matter. A number that is no test card's is declined with the list of them.</summary>
    public static TestCard Find(string number) =>
        Cards.GetValueOrDefault(number.Replace(" ", "", StringComparison.Ordinal), new TestCard(Decline: Unknown));
}
