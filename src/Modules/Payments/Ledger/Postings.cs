using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Payments.Ledger;

/// <summary>The accounts of the shop's books, as far as payments fill them.</summary>
internal static class LedgerAccounts
{
    /// <summary>What the payment provider owes the shop.</summary>
    public const string ProviderReceivable = "provider_receivable";

    /// <summary>What the shop owes customers: paid, and not yet earned.</summary>
    public const string CustomerDeposits = "customer_deposits";

    public const string Sales = "sales";
    public const string ShippingIncome = "shipping_income";
    public const string TaxPayable = "tax_payable";

    /// <summary>Given back of what had been earned.</summary>
    public const string Refunds = "refunds";

    /// <summary>What banks took back until they decide.</summary>
    public const string DisputedFunds = "disputed_funds";

    /// <summary>What banks took back for good.</summary>
    public const string DisputeLosses = "dispute_losses";
}

/// <summary>A line: debits are positive, credits negative.</summary>
internal sealed record PostingLine(string Account, Money Amount);

/// <summary>A transaction to be booked; its lines sum to zero.</summary>
internal sealed record Posting(string TransactionId, long PaymentId, IReadOnlyList<PostingLine> Lines);

/// <summary>What is booked when something happens. Pure double entry: every posting sums to zero.</summary>
internal static class Postings
{
    /// <summary>Money came in. It is a deposit until the order is paid.</summary>
    public static Posting Capture(long paymentId, Money amount) => Make(
        CaptureId(paymentId),
        paymentId,
        new PostingLine(LedgerAccounts.ProviderReceivable, amount),
        new PostingLine(LedgerAccounts.CustomerDeposits, Credit(amount)));

    /// <summary>The deposit is earned. What of it had already been given back counts as a refund of the sale.</summary>
    /// <param name="deposits">What the shop still owes of this payment.</param>
    /// <exception cref="ArgumentException">The parts do not make the total.</exception>
    public static Posting OrderPaid(OrderPaid paid, Money deposits)
    {
        var sales = paid.Total - paid.Shipping - paid.Tax;
        var withoutTax = paid.Goods + paid.Shipping;
        if (paid.Total < withoutTax || paid.Total > withoutTax + paid.Tax)
        {
            throw new ArgumentException($"Order {paid.OrderId} is paid with {paid.Total}, which its goods, shipping and tax do not make.");
        }

        var earned = Least(deposits, paid.Total);
        return Make(
            OrderPaidId(paid.OrderId),
            paid.OrderId,
            new PostingLine(LedgerAccounts.CustomerDeposits, earned),
            new PostingLine(LedgerAccounts.Refunds, paid.Total - earned),
            new PostingLine(LedgerAccounts.Sales, Credit(sales)),
            new PostingLine(LedgerAccounts.ShippingIncome, Credit(paid.Shipping)),
            new PostingLine(LedgerAccounts.TaxPayable, Credit(paid.Tax)));
    }

    /// <summary>Money went back: from the deposit as far as there is one, else from what was earned.</summary>
    /// <param name="deposits">What the shop still owes of this payment.</param>
    public static Posting Refund(long refundId, long paymentId, Money amount, Money deposits)
    {
        var owed = Least(deposits, amount);
        return Make(
            RefundId(refundId),
            paymentId,
            new PostingLine(LedgerAccounts.CustomerDeposits, owed),
            new PostingLine(LedgerAccounts.Refunds, amount - owed),
            new PostingLine(LedgerAccounts.ProviderReceivable, Credit(amount)));
    }

    /// <summary>A bank sent a refund back: the opposite of what was booked for it.</summary>
    /// <param name="booked">The lines of the refund.</param>
    public static Posting RefundSentBack(long refundId, long paymentId, IEnumerable<PostingLine> booked) =>
        Make(string.Create(CultureInfo.InvariantCulture, $"refund-back:{refundId}"), paymentId, [.. booked.Select(line => line with { Amount = Credit(line.Amount) })]);

    /// <summary>A bank took the money back, until it decides.</summary>
    public static Posting Disputed(string disputeId, long paymentId, Money amount) => Make(
        $"dispute:{disputeId}", paymentId, new PostingLine(LedgerAccounts.DisputedFunds, amount), new PostingLine(LedgerAccounts.ProviderReceivable, Credit(amount)));

    /// <summary>The bank decided for the shop.</summary>
    public static Posting DisputeWon(string disputeId, long paymentId, Money amount) => Make(
        $"dispute-won:{disputeId}", paymentId, new PostingLine(LedgerAccounts.ProviderReceivable, amount), new PostingLine(LedgerAccounts.DisputedFunds, Credit(amount)));

    /// <summary>The bank decided for the cardholder.</summary>
    public static Posting DisputeLost(string disputeId, long paymentId, Money amount) => Make(
        $"dispute-lost:{disputeId}", paymentId, new PostingLine(LedgerAccounts.DisputeLosses, amount), new PostingLine(LedgerAccounts.DisputedFunds, Credit(amount)));

    public static string CaptureId(long paymentId) => string.Create(CultureInfo.InvariantCulture, $"capture:{paymentId}");

    public static string OrderPaidId(long orderId) => string.Create(CultureInfo.InvariantCulture, $"order:{orderId}");

    public static string RefundId(long refundId) => string.Create(CultureInfo.InvariantCulture, $"refund:{refundId}");

    private static Money Credit(Money amount) => amount * -1;

    private static Money Least(Money left, Money right) => left < right ? left : right;

    private static Posting Make(string transactionId, long paymentId, params PostingLine[] lines) =>
        new(transactionId, paymentId, [.. lines.Where(line => line.Amount.Minor != 0)]);
}
