using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Contracts;
using GigGatek.Contracts.Notifications;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Payments;
using static GigGatek.Tests.Integration.Ordering.Shoppers;

namespace GigGatek.Tests.Integration.Ordering;

/// <summary>The owner ships, cancels and gives money back; each once, and each on the trail.</summary>
public sealed partial class OwnerTests(TestShop shop) : IClassFixture<TestShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IOrdersAdmin Admin => shop.Get<IOrdersAdmin>();

    [Fact]
    public async Task A_paid_order_is_shipped_once()
    {
        var order = await shop.HasPaidOrder();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Admin.ShipAsync(Owner, order.Id, "UPS", "1Z999", Ct)));
        answers.Count(answer => answer.Succeeded).ShouldBe(1);
        var shipped = await shop.Looks(order.Id);
        shipped.State.ShouldBe(OrderState.Shipped);
        shipped.Shipment.ShouldNotBeNull().TrackingUrl.ShouldBe("https://www.ups.com/track?tracknum=1Z999");
        (await Admin.CancelAsync(Owner, order.Id, "Too late", Ct)).Error.ShouldNotBeNull().Code.ShouldBe("not_cancellable");
        await shop.WaitsForTrail(order.Number, "order.ship");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task What_is_not_paid_or_not_there_is_not_shipped()
    {
        var order = await shop.HasOrder(await shop.HasPart());
        (await Admin.ShipAsync(Owner, order.OrderId, "UPS", "1Z", Ct)).Error.ShouldNotBeNull().Code.ShouldBe("not_shippable");
        (await Admin.ShipAsync(Owner, order.OrderId, "", "1Z", Ct)).Error.ShouldNotBeNull().Field.ShouldBe("carrier");
        (await Admin.ShipAsync(Owner, order.OrderId, "UPS", "1\nZ", Ct)).Error.ShouldNotBeNull().Field.ShouldBe("tracking");
        (await Admin.ShipAsync(Owner, 1, "UPS", "1Z", Ct)).Error.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Fact]
    public async Task Cancelling_a_paid_order_gives_back_money_units_and_code()
    {
        var sku = await shop.HasPart(units: 2);
        var code = await shop.HasCode(uses: 1);
        var cart = await shop.HasCart(sku);
        await shop.Get<ICarts>().SetDiscountAsync(cart, code, Ct);
        await shop.Tells(cart, Portland);
        var placed = (await shop.Places(cart, (await shop.SeesQuote(cart)).Token)).Value.ShouldNotBeNull();
        await shop.Pays(placed);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Admin.CancelAsync(Owner, placed.OrderId, "The part is broken", Ct)));

        answers.Count(answer => answer.Succeeded).ShouldBe(1);
        await shop.WaitsForAvailable(sku, 2);
        var order = await shop.Looks(placed.OrderId);
        (order.State, order.EndReason, order.Refunded).ShouldBe((OrderState.Cancelled, "The part is broken", order.Total));
        (await shop.LooksAtPayment(placed.OrderId)).Refunded.ShouldBe(order.Total);
        (await shop.Get<IDiscountsAdmin>().ListAsync(Ct)).Single(row => row.Code == code).Uses.ShouldBe(0);
        await shop.WaitsForTrail(order.Number, "order.cancel");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task Cancelling_an_unpaid_order_closes_its_payment_first()
    {
        var order = await shop.HasOrder(await shop.HasPart());
        (await Admin.CancelAsync(Owner, order.OrderId, "Asked for", Ct)).Error.ShouldBeNull();
        (await shop.Pays(order)).Error.ShouldNotBeNull().Code.ShouldBe("order_cancelled");
        (await Admin.CancelAsync(Owner, order.OrderId, " ", Ct)).Error.ShouldNotBeNull().Field.ShouldBe("reason");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task A_part_goes_back_then_the_rest_and_then_nothing()
    {
        var order = await shop.HasPaidOrder(cents: 93_10);    // and 6.90 for shipping
        (await Refund(order, 40_00, "first")).ShouldBeNull();
        (await Refund(order, 40_00, "first")).ShouldBeNull("the same key again does nothing");
        (await shop.Looks(order.Id)).Refunded.ShouldBe(Usd(40_00));
        (await Refund(order, 60_01, "second")).ShouldNotBeNull().Message.ShouldContain("60.00");
        (await Refund(order, 60_00, "third")).ShouldBeNull();
        (await Refund(order, 1, "fourth")).ShouldNotBeNull().Code.ShouldBe("nothing_left");
        (await shop.LooksAtPayment(order.Id)).Refunded.ShouldBe(Usd(100_00));
        (await shop.Looks(order.Id)).State.ShouldBe(OrderState.Paid);
        await shop.WaitsForTrail(order.Number, "order.refund", "order.refund");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task Ten_refunds_at_once_never_give_back_more_than_came()
    {
        var order = await shop.HasPaidOrder(cents: 93_10);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => Refund(order, 30_00, $"key {i}"))));
        answers.Count(error => error is null).ShouldBe(3);
        answers.OfType<Error>().ShouldAllBe(error => error.Code == "too_much");
        (await shop.LooksAtPayment(order.Id)).Refunded.ShouldBe(Usd(90_00));
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task A_refund_that_makes_no_sense_is_refused_at_its_field()
    {
        var order = await shop.HasPaidOrder();
        (await Refund(order, 0, "zero")).ShouldNotBeNull().Field.ShouldBe("amount");
        (await Refund(order, -5, "negative")).ShouldNotBeNull().Field.ShouldBe("amount");
        (await Refund(order, long.MaxValue, "huge")).ShouldNotBeNull();
        (await Admin.RefundAsync(Owner, order.Id, new Money(1, "EUR"), "Because", "euro", Ct)).Error.ShouldNotBeNull().Field.ShouldBe("amount");
        (await Admin.RefundAsync(Owner, order.Id, Usd(1), " ", "silent", Ct)).Error.ShouldNotBeNull().Field.ShouldBe("reason");
        (await Admin.RefundAsync(Owner, 1, Usd(1), "Because", "nobody", Ct)).Error.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.NotFound);
        var unpaid = await shop.HasOrder(await shop.HasPart());
        (await Admin.RefundAsync(Owner, unpaid.OrderId, Usd(1), "Because", "unpaid", Ct)).Error.ShouldNotBeNull().Code.ShouldBe("nothing_left");
        (await shop.Looks(order.Id)).Refunded.ShouldBe(Usd(0));
    }

    [Fact]
    public async Task A_refund_that_the_bank_takes_its_time_with_is_told_when_it_is_through()
    {
        var order = await shop.HasPaidOrder(card: PaymentSteps.RefundsSlowly);
        (await Refund(order, 10_00, "slow")).ShouldBeNull();
        (await shop.Looks(order.Id)).Refunded.ShouldBe(Usd(10_00));
        await shop.WaitsFor(order.Id, seen => seen.Steps.Any(step => step.What == "USD 10.00 refunded"), "the refund to be through");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task A_refund_that_the_bank_refuses_is_not_counted_and_is_on_the_trail()
    {
        var order = await shop.HasPaidOrder(card: PaymentSteps.RefundsFail);
        (await Refund(order, 10_00, "refused")).ShouldBeNull();
        await shop.WaitsFor(order.Id, seen => seen.Refunded == Usd(0), "the refund to be taken back");
        (await shop.Looks(order.Id)).Steps.ShouldNotContain(step => step.What.Contains("refunded", StringComparison.Ordinal));
        (await shop.LooksAtPayment(order.Id)).Refunded.ShouldBe(Usd(0));
        await shop.WaitsForTrail(order.Number, "order.refund_failed", "order.refund");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task A_refusal_on_a_cancelled_order_is_mailed_to_the_owner_and_a_button_tries_again()
    {
        var order = await shop.HasPaidOrder(card: PaymentSteps.RefundsFail);
        var (_, owner) = await shop.HasStaff("Owner");
        (await Admin.CancelAsync(Owner, order.Id, "Broken", Ct)).Error.ShouldBeNull();
        await IsAlerted(order, times: 1);

        await PressesTryAgain(owner, order);
        await IsAlerted(order, times: 2);
        (await Admin.ListRefusedRefundsAsync(order.Id, Ct)).Select(refund => (refund.Amount, refund.TriedAgain)).ShouldBe([(order.Total, true), (order.Total, false)]);

        await BankChangesItsMind(order);
        await PressesTryAgain(owner, order);

        await shop.WaitsFor(order.Id, seen => seen.Refunded == seen.Total && seen.Steps.Any(step => step.What == $"{order.Total} refunded"), "the money to go back");
        (await shop.LooksAtPayment(order.Id)).Refunded.ShouldBe(order.Total);
        (await owner.Read($"/admin/orders/{order.Id}")).ShouldNotContain("Try the refund again");
        await shop.WaitsForTrail(order.Number, "order.refund_again", "order.refund_failed", "order.refund_again", "order.refund_failed", "order.cancel");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task Trying_again_twice_asks_the_bank_once_and_never_for_more_than_is_left()
    {
        var order = await shop.HasPaidOrder(card: PaymentSteps.RefundsFail);
        await Refund(order, 80_00, "refused");
        await shop.WaitsFor(order.Id, seen => seen.Refunded == Usd(0), "the refund to be taken back");
        var refused = (await Admin.ListRefusedRefundsAsync(order.Id, Ct)).ShouldHaveSingleItem();
        refused.Problem.ShouldBe("The bank of this card refuses refunds. Send the money another way.");
        await BankChangesItsMind(order);

        (await Admin.RetryRefundAsync(Owner, (await shop.HasPaidOrder()).Id, refused.Id, Ct)).Error.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.NotFound);
        await Refund(order, order.Total.Minor - 79_99, "by hand");
        (await Admin.RetryRefundAsync(Owner, order.Id, refused.Id, Ct)).Error.ShouldNotBeNull().Message.ShouldContain("79.99");
        await shop.WaitsForTrail(order.Number, "order.refund", "order.refund_failed", "order.refund");

        var other = await shop.HasPaidOrder(card: PaymentSteps.RefundsFail);
        await Refund(other, 10_00, "refused");
        await shop.WaitsFor(other.Id, seen => seen.Refunded == Usd(0), "the refund to be taken back");
        await BankChangesItsMind(other);
        var id = (await Admin.ListRefusedRefundsAsync(other.Id, Ct)).ShouldHaveSingleItem().Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => Admin.RetryRefundAsync(Owner, other.Id, id, Ct))));
        answers.ShouldAllBe(answer => answer.Succeeded);
        (await shop.LooksAtPayment(other.Id)).Refunded.ShouldBe(Usd(10_00));
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task The_dashboard_counts_sales_refunds_open_orders_and_sellers()
    {
        var before = await Admin.DashboardAsync(Ct);
        var order = await shop.HasPaidOrder(cents: 9_993_10);
        await Refund(order, 25_00, "part");
        await shop.HasOrder(await shop.HasPart());

        var after = await Admin.DashboardAsync(Ct);

        after.Days.Count.ShouldBe(30);
        (after.Today - before.Today, after.ThirtyDays - before.ThirtyDays).ShouldBe((order.Total, order.Total));
        (after.Days[^1].Orders - before.Days[^1].Orders).ShouldBe(1);
        (after.Days[^1].Refunds - before.Days[^1].Refunds).ShouldBe(Usd(25_00));
        Open(after, OrderState.AwaitingPayment).ShouldBe(Open(before, OrderState.AwaitingPayment) + 1);
        Open(after, OrderState.Paid).ShouldBe(Open(before, OrderState.Paid) + 1);
        after.TopSellers[0].ShouldBe(new TopSeller(order.Lines[0].Sku, order.Lines[0].Name, 1, Usd(9_993_10)));
    }

    private Task IsAlerted(Order order, int times) => TestShop.Until(
        async () => (await shop.Get<IMailbox>().ListAsync(Ct)).Count(mail =>
            mail.To == "shop@giggatek.example" && mail.Subject == $"The bank refused to refund {order.Total} of order {order.Number}") == times,
        $"{times} alerts");

    private static async Task PressesTryAgain(HttpClient owner, Order order)
    {
        var page = await owner.Read($"/admin/orders/{order.Id}");
        page.ShouldContain("The bank of this card refuses refunds. Send the money another way.");
        var refund = TryAgain().Matches(page).ShouldHaveSingleItem().Groups[1].Value;
        using var answer = await owner.Send($"/admin/orders/{order.Id}/refund-again", ("refund", refund));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Body());
    }

    private Task BankChangesItsMind(Order order) =>
        shop.Sql($"UPDATE payments_test_intents SET refunds_fail = 0 WHERE id = (SELECT intent FROM payments_payments WHERE id = {order.Id})");

    [GeneratedRegex("name=\"refund\" value=\"([0-9]+)\"")]
    private static partial Regex TryAgain();

    private static int Open(SalesDashboard dashboard, OrderState state) => dashboard.Open.Single(row => row.State == state).Count;

    private async Task<Error?> Refund(Order order, long cents, string key) =>
        (await Admin.RefundAsync(Owner, order.Id, Usd(cents), "Came back", key, Ct)).Error;
}
