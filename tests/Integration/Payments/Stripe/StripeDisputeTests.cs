using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Payments.Stripe;

/// <summary>What banks do after a payment: disputes, refunds that come back, and refunds that the owner makes on Stripe's own pages.</summary>
[Trait("Database", "any")]
public sealed class StripeDisputeTests(StripeShop stripe) : IClassFixture<StripeShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("won", DisputeState.Won, 0)]
    [InlineData("lost", DisputeState.Lost, 1)]
    public async Task A_dispute_is_seen_held_apart_and_decided_in_the_books(string outcome, DisputeState state, int lostShare)
    {
        var paid = await stripe.HasPaidOrder();
        var dispute = stripe.Stripe.Dispute(stripe.IntentOf(paid.Number).Id, "product_not_received");
        var seen = await WaitsForDispute(paid, DisputeState.Open);
        (seen.Id, seen.Amount, seen.Reason).ShouldBe((dispute.Id, paid.Total, "product_not_received"));
        seen.RespondBy.ShouldNotBeNull();
        (await Booked(paid, "disputed_funds")).ShouldBe(paid.Total.Minor);
        await stripe.Shop.ShouldBalance();

        (await stripe.Refunds(paid, 10_00)).Refunded.Minor.ShouldBe(0, "a disputed payment is not refunded");
        stripe.Stripe.CloseDispute(dispute.Id, outcome);
        await WaitsForDispute(paid, state);
        (await Booked(paid, "disputed_funds")).ShouldBe(0);
        (await Booked(paid, "dispute_losses")).ShouldBe(lostShare * paid.Total.Minor);
        (await Booked(paid, "provider_receivable")).ShouldBe((1 - lostShare) * paid.Total.Minor);
        await stripe.Shop.ShouldBalance();
    }

    [Fact]
    public async Task The_owner_is_told_by_mail_in_the_audit_trail_and_on_the_orders_page()
    {
        var paid = await stripe.HasPaidOrder();
        stripe.Stripe.Dispute(stripe.IntentOf(paid.Number).Id);
        await WaitsForDispute(paid, DisputeState.Open);
        await TestShop.Until(async () => await stripe.Shop.Count($"notifications_mails WHERE kind = 'PaymentDisputed' AND subject_id = {paid.Id} AND state = 'Sent'") == 1, "the mail");
        await TestShop.Until(
            async () => (await stripe.Shop.Get<IAccountsAdmin>().ListAuditAsync(paid.Number, null, Ct)).Items.Any(entry => entry.Action == "order.disputed"), "the audit trail");
        (await stripe.Shop.Looks(paid.Id)).Steps.ShouldContain(step => step.What.Contains("took back"));
    }

    [Fact]
    public async Task Books_that_forget_a_dispute_are_found()
    {
        await using var other = new StripeShop();
        await other.Start();
        var paid = await other.HasPaidOrder(StripeShop.IsDisputed);
        await TestShop.Until(async () => await other.Shop.Count("payments_disputes WHERE state = 'Open'") == 1, "the dispute to be seen");
        (await other.Shop.FindingsOfPayments()).ShouldBeEmpty();
        await other.Shop.Sql("UPDATE payments_disputes SET state = 'Lost'");
        (await other.Shop.FindingsOfPayments()).ShouldContain(finding => finding.Contains($"the ledger holds {paid.Total.Minor} instead of 0"));
    }

    [Fact]
    public async Task An_inquiry_moves_no_money()
    {
        var paid = await stripe.HasPaidOrder();
        var inquiry = stripe.Stripe.Dispute(stripe.IntentOf(paid.Number).Id, isInquiry: true);
        await WaitsForDispute(paid, DisputeState.Inquiry);
        (await Booked(paid, "disputed_funds")).ShouldBe(0);
        stripe.Stripe.CloseDispute(inquiry.Id, "warning_closed");
        await WaitsForDispute(paid, DisputeState.Closed);
        await stripe.Shop.ShouldBalance();
    }

    [Fact]
    public async Task A_card_that_disputes_at_once_leaves_a_paid_order_with_its_dispute()
    {
        var paid = await stripe.HasPaidOrder(StripeShop.IsDisputed);
        await WaitsForDispute(paid, DisputeState.Open);
        (await stripe.Shop.Looks(paid.Id)).State.ShouldBe(OrderState.Paid);
        await stripe.Shop.ShouldBalance();
    }

    [Fact]
    public async Task A_refund_that_the_bank_sends_back_days_later_is_not_given_back_any_more_and_can_be_tried_again()
    {
        var paid = await stripe.HasPaidOrder(StripeShop.RefundsFailLater);
        await stripe.Refunds(paid, 20_00);
        stripe.Shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await TestShop.Until(
            async () =>
            {
                stripe.Stripe.Tick();
                return (await stripe.Shop.Looks(paid.Id)).Refunded.Minor == 0;
            },
            "the refund to be known as failed");
        var refused = (await stripe.Shop.Get<IOrdersAdmin>().ListRefusedRefundsAsync(paid.Id, Ct)).Single();
        refused.Problem.ShouldContain("another way");
        (await stripe.Shop.LooksAtPayment(paid.Id)).Refunded.Minor.ShouldBe(0);
        (await Booked(paid, "provider_receivable")).ShouldBe(paid.Total.Minor);
        await stripe.ShouldAgree();
    }

    [Fact]
    public async Task A_refund_on_stripes_own_pages_is_added_to_the_order()
    {
        var paid = await stripe.HasPaidOrder();
        stripe.Stripe.RefundByHand(stripe.IntentOf(paid.Number).Id, 15_00);
        await TestShop.Until(async () => (await stripe.Shop.Looks(paid.Id)).Refunded.Minor == 15_00, "the order to say so");
        await stripe.Refunds(paid, 5_00);
        await stripe.ShouldAgree();
    }

    private async Task<Dispute> WaitsForDispute(Order order, DisputeState state)
    {
        IReadOnlyList<Dispute> disputes = [];
        await TestShop.Until(
            async () => (disputes = await stripe.Shop.Get<IPayments>().ListDisputesAsync(order.Id, Ct)).Count == 1 && disputes[0].State == state, $"a dispute that is {state}");
        return disputes[0];
    }

    private async Task<long> Booked(Order order, string account) =>
        Convert.ToInt64(await stripe.Shop.Sql($"SELECT COALESCE(SUM(amount), 0) FROM payments_ledger_entries WHERE payment_id = {order.Id} AND account = '{account}'"), null);
}
