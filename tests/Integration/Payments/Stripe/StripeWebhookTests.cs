using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Tests.FakeStripe;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Payments.Stripe;

/// <summary>Stripe's messages: signed, forged, old, doubled, out of order, and lost.</summary>
public sealed class StripeWebhookTests : IAsyncLifetime
{
    private const string NextSecret = "whsec_next_0123456789abcdef0123456789abcdef";
    private readonly StripeShop _stripe = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _stripe.DisposeAsync();

    [Fact]
    public async Task The_webhook_alone_settles_a_payment_whose_page_never_came_back()
    {
        await _stripe.Start(("Payments:ReconcileAfterSeconds", "3600"), ("Payments:Stripe:ReadEventsEverySeconds", "3600"));
        var asked = await AsksTheBank();
        _stripe.Stripe.AnswerBank(_stripe.IntentOf(asked.Number).Id, approves: true);
        await IsPaid(asked);
        await _stripe.ShouldAgree();
    }

    [Fact]
    public async Task The_reconciler_alone_settles_what_an_hour_without_any_webhook_left()
    {
        await _stripe.Start(("Payments:ReconcileAfterSeconds", "3600"), ("Payments:Stripe:ReadEventsEverySeconds", "1"), ("Ordering:PayWithinMinutes", "120"), ("Ordering:HoldMinutes", "130"));
        _stripe.Stripe.Post = new Post { IsLost = true };
        var orders = new List<Order>();
        for (var number = 0; number < 5; number++)
        {
            orders.Add(await AsksTheBank());
        }

        _stripe.Shop.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var order in orders)
        {
            _stripe.Stripe.AnswerBank(_stripe.IntentOf(order.Number).Id, approves: order != orders[^1]);
        }

        foreach (var order in orders.SkipLast(1))
        {
            await IsPaid(order);
        }

        await TestShop.Until(async () => (await _stripe.Shop.LooksAtPayment(orders[^1].Id)).State == PaymentState.Open, "the refusal to be seen");
        _stripe.Stripe.Delivered.ShouldBe(0);
        await _stripe.ShouldAgree();
    }

    [Fact]
    public async Task Payments_refunds_and_disputes_that_happened_while_the_shop_was_down_are_read_when_it_is_back()
    {
        await _stripe.Start();
        _stripe.Stripe.Post = new Post { IsLost = true };
        var paid = await _stripe.HasPaidOrder();
        var disputed = await _stripe.HasPaidOrder();
        var asked = await AsksTheBank();
        await _stripe.Shop.Stop();

        _stripe.Stripe.AnswerBank(_stripe.IntentOf(asked.Number).Id, approves: true);
        _stripe.Stripe.RefundByHand(_stripe.IntentOf(paid.Number).Id, 5_00);
        _stripe.Stripe.Dispute(_stripe.IntentOf(disputed.Number).Id);
        _stripe.Shop.Clock.Advance(TimeSpan.FromMinutes(10));
        await _stripe.Shop.Start();

        await IsPaid(asked);
        await TestShop.Until(async () => (await _stripe.Shop.Looks(paid.Id)).Refunded.Minor == 5_00, "the refund by hand to be booked");
        await TestShop.Until(async () => (await _stripe.Shop.Get<IPayments>().ListDisputesAsync(disputed.Id, Ct)).Count == 1, "the dispute to be seen");
        await _stripe.ShouldAgree();
    }

    [Fact]
    public async Task More_events_than_a_page_holds_are_all_read_and_each_is_kept_once()
    {
        await _stripe.Start(("Payments:Stripe:ReadEventsEverySeconds", "3600"));
        _stripe.Stripe.Post = new Post { IsLost = true };
        var paid = await _stripe.HasPaidOrder(cents: 500_00);
        for (var number = 0; number < 250; number++)
        {
            _stripe.Stripe.RefundByHand(_stripe.IntentOf(paid.Number).Id, 1_00);
        }

        _stripe.Shop.Clock.Advance(TimeSpan.FromHours(1));
        await TestShop.Until(async () => (await _stripe.Shop.Looks(paid.Id)).Refunded.Minor == 250_00, "all refunds to be read");
        (await _stripe.Shop.Count("payments_provider_events WHERE intent <> ''")).ShouldBe(251);
        await _stripe.ShouldAgree();
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(1, 6)]
    [InlineData(2, 6)]
    public async Task Webhooks_that_come_doubled_and_out_of_order_change_nothing(int copies, int shuffledBy)
    {
        await _stripe.Start(("Payments:Stripe:ReadEventsEverySeconds", "3600"));
        _stripe.Stripe.Post = new Post { Copies = copies, ShuffledBy = shuffledBy };
        var order = await _stripe.Shop.HasOrder(await _stripe.Shop.HasPart());
        await _stripe.PaysWith(order, StripeShop.IsDeclined);
        await _stripe.PaysWith(order, StripeShop.LacksMoney);
        await _stripe.PaysWith(order, StripeShop.AsksTheBank);
        var intent = _stripe.Stripe.Intents.Single();
        _stripe.Stripe.AnswerBank(intent.Id, approves: true);
        _stripe.Stripe.FlushWebhooks();
        var paid = (await _stripe.Shop.Get<IOrders>().FindBySecretAsync(order.Secret, Ct)).ShouldNotBeNull();
        await IsPaid(paid);
        await _stripe.Refunds(paid, 10_00);
        _stripe.Stripe.FlushWebhooks();

        await TestShop.Until(() => Task.FromResult(_stripe.Stripe.Delivered == 6 * copies), "all copies to be taken");
        await TestShop.Until(async () => await _stripe.Shop.Count("payments_provider_events WHERE due_at IS NULL") == 6, "each event to be dealt with, once");
        intent.Charges.ShouldBe(1);
        await _stripe.ShouldAgree();
    }

    [Fact]
    public async Task A_webhook_that_claims_success_does_not_make_it()
    {
        await _stripe.Start();
        var asked = await AsksTheBank();
        var intent = _stripe.IntentOf(asked.Number).Id;
        var body = Event("evt_early", $$"""{"id":"{{intent}}","object":"payment_intent","status":"succeeded","amount_received":10000}""");
        (await Deliver(body)).ShouldBe(204);
        await TestShop.Until(async () => await _stripe.Shop.Count("payments_provider_events WHERE event_id = 'evt_early' AND due_at IS NULL") == 1, "it to be dealt with");
        (await _stripe.Shop.LooksAtPayment(asked.Id)).State.ShouldBe(PaymentState.RequiresAction);
        (await Deliver(body)).ShouldBe(204, "seen before");
    }

    [Fact]
    public async Task Events_of_other_shops_and_of_other_things_are_taken_and_ignored()
    {
        await _stripe.Start();
        (await Deliver(Event("evt_other", """{"id":"pi_of_another_shop","object":"payment_intent"}"""))).ShouldBe(204);
        (await Deliver(Event("evt_customer", """{"id":"cus_1","object":"customer"}"""))).ShouldBe(204);
        await TestShop.Until(async () => await _stripe.Shop.Count("payments_provider_events WHERE due_at IS NULL") == 2, "both to be dealt with");
    }

    [Fact]
    public async Task A_webhook_is_taken_while_stripe_itself_does_not_answer_and_is_dealt_with_later()
    {
        await _stripe.Start(("Payments:ReconcileAfterSeconds", "3600"), ("Payments:Stripe:Retries", "0"), ("Payments:Stripe:ReadEventsEverySeconds", "3600"));
        var asked = await AsksTheBank();
        _stripe.Stripe.Faults = _ => Fault.TooMany;
        _stripe.Stripe.AnswerBank(_stripe.IntentOf(asked.Number).Id, approves: true);
        await TestShop.Until(async () => await _stripe.Shop.Count("payments_provider_events WHERE attempts > 0 AND due_at IS NOT NULL") > 0, "a try that fails");
        _stripe.Stripe.Faults = _ => Fault.None;
        _stripe.Shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await IsPaid(asked);
    }

    [Fact]
    public async Task Forged_old_and_oversized_webhooks_are_refused()
    {
        await _stripe.Start();
        var body = Event("evt_1", """{"id":"pi_1","object":"payment_intent"}""");
        (await _stripe.Stripe.Deliver(body, "")).ShouldBe(400);
        (await _stripe.Stripe.Deliver(body, Sign(body, "whsec_of_somebody_else_0123456789abcdef"))).ShouldBe(400);
        (await _stripe.Stripe.Deliver(body + " ", Sign(body))).ShouldBe(400);
        (await _stripe.Stripe.Deliver(body, Sign(body, age: TimeSpan.FromSeconds(301)))).ShouldBe(400);
        (await _stripe.Stripe.Deliver(body, Sign(body, age: TimeSpan.FromSeconds(-360)))).ShouldBe(400);
        (await Deliver("[]")).ShouldBe(400);
        (await Deliver("{}")).ShouldBe(400);
        (await Deliver("no json")).ShouldBe(400);
        (await Deliver(new string(' ', 64 * 1024) + body)).ShouldBe(413);
        (await _stripe.Shop.Count("payments_provider_events")).ShouldBe(0);
    }

    [Fact]
    public async Task While_a_secret_is_rotated_either_counts_and_a_message_signed_with_both_too()
    {
        await _stripe.Start(("Payments:Stripe:MoreWebhookSecrets:0", NextSecret));
        var number = 0;
        foreach (var secrets in new string[][] { [FakeStripeServer.WebhookSecret], [NextSecret], [NextSecret, FakeStripeServer.WebhookSecret], ["whsec_unknown_0123456789abcdef0123456789", NextSecret] })
        {
            var body = Event($"evt_{number++}", """{"id":"pi_1","object":"payment_intent"}""");
            (await _stripe.Stripe.Deliver(body, Sign(body, secrets))).ShouldBe(204);
        }

        await _stripe.Shop.Stop();
        (_stripe.Shop.Settings["Payments:WebhookSecret"], _stripe.Shop.Settings["Payments:Stripe:MoreWebhookSecrets:0"]) = (NextSecret, null);
        _stripe.Shop.Settings.Remove("Payments:Stripe:MoreWebhookSecrets:0");
        await _stripe.Shop.Start();
        var last = Event("evt_last", """{"id":"pi_1","object":"payment_intent"}""");
        (await _stripe.Stripe.Deliver(last, Sign(last))).ShouldBe(400, "the old secret is retired");
        (await _stripe.Stripe.Deliver(last, Sign(last, NextSecret))).ShouldBe(204);
    }

    [Fact]
    public async Task What_was_dealt_with_is_forgotten_later_than_stripe_forgets_it()
    {
        await _stripe.Start();
        await Deliver(Event("evt_old", """{"id":"pi_1","object":"payment_intent"}"""));
        await TestShop.Until(async () => await _stripe.Shop.Count("payments_provider_events WHERE due_at IS NULL") == 1, "it to be dealt with");
        _stripe.Shop.Clock.Advance(TimeSpan.FromDays(31));
        await Deliver(Event("evt_new", """{"id":"pi_1","object":"payment_intent"}"""));
        (await _stripe.Shop.Count("payments_provider_events")).ShouldBe(2);
        _stripe.Shop.Clock.Advance(TimeSpan.FromDays(10));
        await TestShop.Until(async () => await _stripe.Shop.Count("payments_provider_events") == 1, "the old one to be forgotten");
    }

    [Fact]
    public async Task The_same_message_at_once_is_kept_once()
    {
        await _stripe.Start();
        var body = Event("evt_same", """{"id":"pi_1","object":"payment_intent"}""");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Deliver(body)));
        answers.ShouldAllBe(status => status == 204);
        (await _stripe.Shop.Count("payments_provider_events")).ShouldBe(1);
    }

    private async Task<Order> AsksTheBank()
    {
        var asked = (await _stripe.PaysWith(await _stripe.Shop.HasOrder(await _stripe.Shop.HasPart()), StripeShop.AsksTheBank)).Value.ShouldNotBeNull();
        asked.Payment.NeedsAction.ShouldBeTrue();
        return asked;
    }

    private Task IsPaid(Order order) => _stripe.Shop.WaitsFor(order.Id, now => now.State == OrderState.Paid, "the order to be paid");

    private Task<int> Deliver(string body) => _stripe.Stripe.Deliver(body, Sign(body));

    private string Sign(string body, params string[] secrets) => FakeStripeServer.Sign(body, _stripe.Shop.Clock.GetUtcNow(), secrets.Length == 0 ? [FakeStripeServer.WebhookSecret] : secrets);

    private string Sign(string body, TimeSpan age) => FakeStripeServer.Sign(body, _stripe.Shop.Clock.GetUtcNow() - age, FakeStripeServer.WebhookSecret);

    private static string Event(string id, string about) => $$$"""{"id":"{{{id}}}","object":"event","api_version":"2019-02-19","created":1,"data":{"object":{{{about}}}},"type":"any"}""";
}
