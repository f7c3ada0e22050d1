using CsCheck;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Payments.Ledger;

namespace GigGatek.Tests.Unit.Payments;

public sealed class PostingsTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<OrderPaid> AnOrder =
        from goods in Gen.Long[0, 10_000_000]
        from shipping in Gen.Long[0, 10_000]
        from tax in Gen.Long[0, goods]
        from included in Gen.Bool
        select new OrderPaid(7, Usd(goods), Usd(shipping), Usd(tax), Usd(goods + shipping + (included ? 0 : tax)), At);

    [Fact]
    public void A_paid_order_is_a_deposit_first_and_then_sales_shipping_and_tax()
    {
        var order = new OrderPaid(7, Usd(100_00), Usd(5_00), Usd(8_25), Usd(113_25), At);
        Sum([Postings.Capture(7, order.Total), Postings.OrderPaid(order, order.Total)]).ShouldBe(new Dictionary<string, long>
        {
            ["provider_receivable"] = 113_25,
            ["customer_deposits"] = 0,
            ["sales"] = -100_00,
            ["shipping_income"] = -5_00,
            ["tax_payable"] = -8_25,
        });
    }

    [Fact]
    public void Tax_that_prices_include_is_not_sales()
    {
        var order = new OrderPaid(7, Usd(119_00), Usd(0), Usd(19_00), Usd(119_00), At);
        Sum([Postings.OrderPaid(order, order.Total)])["sales"].ShouldBe(-100_00);
    }

    [Fact]
    public void Money_that_came_too_late_goes_back_from_the_deposit() =>
        Sum([Postings.Capture(7, Usd(50_00)), Postings.Refund(1, 7, Usd(50_00), Usd(50_00))]).Values.ShouldAllBe(sum => sum == 0);

    [Fact]
    public void Parts_that_do_not_make_the_total_are_not_booked() =>
        Should.Throw<ArgumentException>(() => Postings.OrderPaid(new OrderPaid(7, Usd(100), Usd(5), Usd(8), Usd(120), At), Usd(120)));

    [Fact]
    public void Every_sequence_sums_to_zero_and_no_account_goes_the_wrong_way() =>
        Gen.Select(AnOrder, Gen.Int[1, 1000].List[0, 8], Gen.Int[0, 8]).Sample((order, shares, paidAfter) =>
        {
            List<Posting> book = [Postings.Capture(7, order.Total)];
            var left = order.Total.Minor;
            for (var step = 0; step <= Math.Max(shares.Count, paidAfter); step++)
            {
                if (step == paidAfter)
                {
                    book.Add(Postings.OrderPaid(order, Deposits(book)));
                }

                if (step < shares.Count && left * shares[step] / 1000 is > 0 and var amount)
                {
                    book.Add(Postings.Refund(step, 7, Usd(amount), Deposits(book)));
                    left -= amount;
                }
            }

            book.ShouldAllBe(posting => posting.Lines.Sum(line => line.Amount.Minor) == 0);
            var sums = Sum(book);
            sums.GetValueOrDefault("provider_receivable").ShouldBe(left);
            sums.GetValueOrDefault("customer_deposits").ShouldBe(0);
            sums.GetValueOrDefault("refunds").ShouldBe(order.Total.Minor - left);
            sums.GetValueOrDefault("tax_payable").ShouldBe(-order.Tax.Minor);
        });

    [Fact]
    public void The_same_thing_always_has_the_same_name_so_that_it_cannot_be_booked_twice()
    {
        Postings.Capture(7, Usd(1)).TransactionId.ShouldBe("capture:7");
        Postings.Refund(9, 7, Usd(1), Usd(1)).TransactionId.ShouldBe("refund:9");
        Postings.OrderPaid(new OrderPaid(7, Usd(1), Usd(0), Usd(0), Usd(1), At), Usd(1)).TransactionId.ShouldBe("order:7");
    }

    private static Money Deposits(IEnumerable<Posting> book) => Usd(-Sum(book).GetValueOrDefault("customer_deposits"));

    private static Dictionary<string, long> Sum(IEnumerable<Posting> book) =>
        book.SelectMany(posting => posting.Lines).GroupBy(line => line.Account).ToDictionary(lines => lines.Key, lines => lines.Sum(line => line.Amount.Minor));

    private static Money Usd(long minor) => new(minor, "USD");
}
