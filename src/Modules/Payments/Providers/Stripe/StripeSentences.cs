using GigGatek.Contracts;

namespace GigGatek.Payments.Providers.Stripe;

/// <summary>
/// Stripe's codes as sentences (https://docs.stripe.com/declines/codes). A card that was lost or stolen is declined like any
/// other: whoever holds it need not know.
/// </summary>
internal static class StripeSentences
{
    public const string NoMethod = "The card's details did not arrive. You have not been charged: enter them again.";
    public const string MethodIsUsed = "The card's details can be used once, and were. You have not been charged: enter them again.";

    public static string NoSuchAmount(Money amount) => $"Our payment provider takes no payment of {amount}. You have not been charged: write to us, and we find another way.";

    public static string WhyDeclined(string? code) => code switch
    {
        "insufficient_funds" or "withdrawal_count_limit_exceeded" or "card_velocity_exceeded" =>
            "Your card was declined because the account has too little money or reached its limit. You have not been charged: try another card.",
        "expired_card" => "Your card has expired. You have not been charged: try another card.",
        "incorrect_cvc" or "invalid_cvc" => "The security code is not the card's. You have not been charged: check it and try again.",
        "incorrect_number" or "invalid_number" => "The card's number is not right. You have not been charged: check it and try again.",
        "processing_error" or "try_again_later" or "issuer_not_available" or "reenter_transaction" =>
            "Your bank could not answer. You have not been charged: try again in a minute, or take another card.",
        "payment_intent_authentication_failure" or "authentication_required" or "payment_intent_payment_attempt_expired" =>
            "Your bank did not confirm the payment. You have not been charged: try again, or take another card.",
        "currency_not_supported" => "Your card does not pay in this currency. You have not been charged: try another card.",
        _ => "Your card was declined. You have not been charged: try another card.",
    };

    /// <summary>For the owner: a refund that could not be made.</summary>
    public static string WhyNoRefund(string? code, string? words) => code switch
    {
        "charge_disputed" => "The customer disputed this payment with the bank, so it cannot be refunded: answer the dispute instead.",
        "charge_already_refunded" => "Stripe says that all of this payment went back already.",
        "balance_insufficient" => "The balance at Stripe is too low for this refund. Add funds there, then try again.",
        _ => $"Stripe refused the refund: {words ?? "it gave no reason"}",
    };

    /// <summary>For the owner: a refund that the bank sent back.</summary>
    public static string WhyRefundFailed(string? reason) => reason switch
    {
        "lost_or_stolen_card" => "The card is lost or stolen. Send the money another way.",
        "expired_or_canceled_card" => "The card has expired or was closed. Send the money another way.",
        "insufficient_funds" => "The balance at Stripe was too low for this refund. Add funds there, then try again.",
        "declined" or "charge_for_pending_refund_disputed" => "The bank refused the refund. Send the money another way.",
        _ => "The bank sent the refund back. Send the money another way.",
    };
}
