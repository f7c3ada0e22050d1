using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Tests.Integration.Ordering;
using static GigGatek.Tests.Integration.Payments.PaymentSteps;

namespace GigGatek.Tests.Integration.Payments.Stripe;

/// <summary>The shop takes money with Stripe: real HTTP to a Stripe of the test's own.</summary>
public sealed class StripeTests(StripeShop stripe) : IClassFixture<StripeShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_card_pays_an_order_with_one_intent_over_its_total()
    {
        var paid = await stripe.HasPaidOrder();
        var intent = stripe.IntentOf(paid.Number);
        (intent.Status, intent.Amount, intent.Currency, intent.Charges).ShouldBe(("succeeded", paid.Total.Minor, "usd", 1));
        (await stripe.Shop.Looks(paid.Id)).Payment.Captured.ShouldBe(paid.Total);
        await stripe.ShouldAgree();
    }

    [Theory]
    [InlineData(StripeShop.IsDeclined, "declined")]
    [InlineData(StripeShop.LacksMoney, "too little money")]
    [InlineData(StripeShop.HasExpired, "expired")]
    public async Task A_declined_card_leaves_the_order_payable_with_another(string card, string why)
    {
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        var declined = (await stripe.PaysWith(order, card)).Value.ShouldNotBeNull();
        declined.State.ShouldBe(OrderState.AwaitingPayment);
        declined.Payment.InProgress.ShouldBeFalse();
        declined.Payment.Problem.ShouldNotBeNull().ShouldContain(why);

        var paid = (await stripe.PaysWith(order, StripeShop.Pays)).Value.ShouldNotBeNull();
        paid.State.ShouldBe(OrderState.Paid);
        stripe.IntentOf(paid.Number).Charges.ShouldBe(1);
        await stripe.ShouldAgree();
    }

    [Theory]
    [InlineData("4242 4242 4242 4242", "enter them again")]
    [InlineData("", "enter them again")]
    [InlineData("ctoken_of_nobody", "enter them again")]
    [InlineData("pm_of_nobody", "enter them again")]
    public async Task What_is_no_token_of_stripes_charges_nothing_and_says_so(string method, string why)
    {
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        var refused = (await stripe.Shop.Pays(order, method)).Value.ShouldNotBeNull();
        refused.State.ShouldBe(OrderState.AwaitingPayment);
        refused.Payment.Problem.ShouldNotBeNull().ShouldContain(why);
        (await stripe.Shop.LooksAtPayment(refused.Id)).State.ShouldBe(PaymentState.Open);
    }

    [Fact]
    public async Task A_token_pays_once_and_a_second_order_needs_its_own()
    {
        var token = stripe.Stripe.NewToken(StripeShop.Pays);
        var first = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        var second = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        (await stripe.Shop.Pays(first, token)).Value.ShouldNotBeNull().State.ShouldBe(OrderState.Paid);
        var refused = (await stripe.Shop.Pays(second, token)).Value.ShouldNotBeNull();
        refused.State.ShouldBe(OrderState.AwaitingPayment);
        refused.Payment.Problem.ShouldNotBeNull().ShouldContain("can be used once");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bank_that_asks_is_answered_on_its_own_page(bool approves)
    {
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        var asked = (await stripe.PaysWith(order, StripeShop.AsksTheBank)).Value.ShouldNotBeNull();
        asked.Payment.NeedsAction.ShouldBeTrue();
        var intent = stripe.IntentOf(asked.Number);
        asked.Payment.ActionUrl.ShouldBe(new Uri(stripe.Stripe.Address, $"/3d_secure/{intent.Id}").AbsoluteUri);
        intent.ReturnUrl.ShouldNotBeNull().ShouldEndWith($"/orders/{order.Secret}/return");

        stripe.Stripe.AnswerBank(intent.Id, approves);
        var after = (await stripe.Shop.Get<IOrders>().RefreshAsync(order.Secret, Ct)).ShouldNotBeNull();
        after.State.ShouldBe(approves ? OrderState.Paid : OrderState.AwaitingPayment);
        if (!approves)
        {
            after.Payment.Problem.ShouldNotBeNull().ShouldContain("did not confirm");
            (await stripe.PaysWith(order, StripeShop.Pays)).Value.ShouldNotBeNull().State.ShouldBe(OrderState.Paid);
        }

        await stripe.ShouldAgree();
    }

    [Fact]
    public async Task Eight_presses_of_the_button_charge_once()
    {
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stripe.PaysWith(order, StripeShop.Pays)));
        Order? paid = null;
        await TestShop.Until(async () => (paid = await stripe.Shop.Get<IOrders>().RefreshAsync(order.Secret, Ct))!.State == OrderState.Paid, "the order to be paid");
        stripe.IntentOf(paid!.Number).Charges.ShouldBe(1);
        await stripe.ShouldAgree();
    }

    [Fact]
    public async Task An_order_that_expires_has_its_intent_cancelled_so_that_nobody_can_pay_it_later()
    {
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        var asked = (await stripe.PaysWith(order, StripeShop.AsksTheBank)).Value.ShouldNotBeNull();
        await stripe.Shop.Sql($"UPDATE ordering_orders SET pay_before = 1 WHERE id = {asked.Id}");
        await TestShop.Until(async () => (await stripe.Shop.Looks(asked.Id)).State == OrderState.Expired, "the order to expire");
        stripe.IntentOf(asked.Number).Status.ShouldBe("canceled");
        stripe.Stripe.AnswerBank(stripe.IntentOf(asked.Number).Id, approves: true);
        stripe.IntentOf(asked.Number).Charges.ShouldBe(0);
    }

    [Fact]
    public async Task Parts_and_the_rest_go_back_once_each()
    {
        var paid = await stripe.HasPaidOrder();
        (await stripe.Refunds(paid, 30_00)).Refunded.ShouldBe(Usd(30_00));
        (await stripe.Refunds(paid, paid.Total.Minor - 30_00)).Refunded.ShouldBe(paid.Total);
        var intent = stripe.IntentOf(paid.Number);
        stripe.Stripe.Refunds.Where(refund => refund.IntentId == intent.Id).Select(refund => refund.Amount).ShouldBe([30_00, paid.Total.Minor - 30_00]);
        await stripe.ShouldAgree();
    }

    [Fact]
    public async Task A_refund_that_the_bank_takes_its_time_over_is_seen_through()
    {
        var paid = await stripe.HasPaidOrder(StripeShop.RefundsSlowly);
        await stripe.Refunds(paid, 10_00);
        await TestShop.Until(async () => await stripe.Shop.Count($"payments_refunds WHERE payment_id = {paid.Id} AND state = 'Succeeded'") == 1, "the refund to succeed");
        await TestShop.Until(async () => await stripe.Shop.Count($"ordering_refunds WHERE order_id = {paid.Id} AND state = 'Succeeded'") == 1, "the order to hear of it");
        await stripe.ShouldAgree();
    }

    [Fact]
    public async Task Every_change_is_asked_for_with_a_key_and_the_version_that_the_library_speaks()
    {
        // The fake refuses any other version, and keeps answers by key: the same payment opened again asks for the same intent.
        var order = await stripe.Shop.HasOrder(await stripe.Shop.HasPart());
        var declined = (await stripe.PaysWith(order, StripeShop.IsDeclined)).Value.ShouldNotBeNull();
        await stripe.Shop.Sql($"UPDATE payments_payments SET intent = NULL WHERE id = {declined.Id}");
        (await stripe.PaysWith(order, StripeShop.Pays)).Value.ShouldNotBeNull().State.ShouldBe(OrderState.Paid);
        stripe.IntentOf(declined.Number).Charges.ShouldBe(1);
        await stripe.ShouldAgree();
    }

    [Fact]
    public async Task An_order_of_less_than_stripe_takes_says_so()
    {
        var payment = await stripe.Shop.HasPayment(49);
        var refused = await stripe.Shop.PaysWith(payment, stripe.Stripe.NewToken(StripeShop.Pays));
        refused.State.ShouldBe(PaymentState.Open);
        refused.Problem.ShouldNotBeNull().ShouldContain("takes no payment of USD 0.49");
    }

    [Fact]
    public async Task No_token_of_a_card_is_ever_stored()
    {
        var token = stripe.Stripe.NewToken(StripeShop.Pays);
        await stripe.Shop.Pays(await stripe.Shop.HasOrder(await stripe.Shop.HasPart()), token);
        stripe.Shop.Database.ReadEverything().ShouldNotContain(token);
    }
}
