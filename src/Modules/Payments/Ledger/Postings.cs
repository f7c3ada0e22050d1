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
            string.Create(CultureInfo.InvariantCulture, $"refund:{refundId}"),
            paymentId,
            new PostingLine(LedgerAccounts.CustomerDeposits, owed),
            new PostingLine(LedgerAccounts.Refunds, amount - owed),
            new PostingLine(LedgerAccounts.ProviderReceivable, Credit(amount)));
    }

    public static string CaptureId(long paymentId) => string.Create(CultureInfo.InvariantCulture, $"capture:{paymentId}");

    public static string OrderPaidId(long orderId) => string.Create(CultureInfo.InvariantCulture, $"order:{orderId}");

    private static Money Credit(Money amount) => amount * -1;

    private static Money Least(Money left, Money right) => left < right ? left : right;

    private static Posting Make(string transactionId, long paymentId, params PostingLine[] lines) =>
        new(transactionId, paymentId, [.. lines.Where(line => line.Amount.Minor != 0)]);
}
