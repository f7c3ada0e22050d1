using GigGatek.Contracts.Ordering;
using GigGatek.Tests.FakeStripe;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Payments.Stripe;

/// <summary>Stripe's bad days: answers of 429 and 500, broken connections, silence. Whatever it is, every order ends with one charge or none.</summary>
[Trait("Engine", "sqlite")]    // what a provider does is the same on every engine
[Trait("Database", "any")]
public sealed class StripeChaosTests : IAsyncLifetime
{
    private const int Orders = 24;
    private static readonly string[] Cards = [StripeShop.Pays, StripeShop.IsDeclined, StripeShop.AsksTheBank, StripeShop.Pays, StripeShop.RefundsSlowly, StripeShop.LacksMoney];
    private readonly StripeShop _stripe = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stripe.Stripe.Silence = TimeSpan.FromSeconds(10);
        await _stripe.Start(
            ("Payments:TimeoutSeconds", "4"), ("Payments:Stripe:Retries", "1"), ("Payments:ReconcileAfterSeconds", "1"),
            ("Ordering:PayWithinMinutes", "600"), ("Ordering:HoldMinutes", "620"));
    }

    public ValueTask DisposeAsync() => _stripe.DisposeAsync();

    [Theory]
    [InlineData(Fault.TooMany)]
    [InlineData(Fault.FailsBefore)]
    [InlineData(Fault.FailsAfter)]
    [InlineData(Fault.BreaksBefore)]
    [InlineData(Fault.BreaksAfter)]
    [InlineData(Fault.Hangs)]
    public async Task Every_call_of_an_order_and_its_refund_may_fail_in_any_way(Fault fault)
    {
        // One order for each call that there is to fail: the n-th call of the n-th order, until an order needs fewer.
        for (var number = 1; ; number++)
        {
            var order = await _stripe.Shop.HasOrder(await _stripe.Shop.HasPart());
            var (from, hit) = (_stripe.Stripe.Requests, 0);
            _stripe.Stripe.Faults = request => IsOfThePage(request) && request.Number - from >= number && Interlocked.Exchange(ref hit, 1) == 0 ? fault : Fault.None;
            var paid = await PaysInTheEnd(order);
            await _stripe.Refunds(paid, 10_00);
            await TestShop.Until(
                async () =>
                {
                    _stripe.Shop.Clock.Advance(TimeSpan.FromMinutes(1));
                    return await _stripe.Shop.Count($"payments_refunds WHERE payment_id = {paid.Id} AND state = 'Succeeded'") == 1;
                },
                $"the refund of the order whose call {number} failed by {fault}");
            _stripe.Stripe.Faults = _ => Fault.None;
            var intent = _stripe.Stripe.Intents.Single(one => one.Metadata["order"] == paid.Number && one.Status == "succeeded");
            intent.Charges.ShouldBe(1);
            _stripe.Stripe.Refunds.Count(refund => refund.IntentId == intent.Id).ShouldBe(1);
            if (hit == 0)
            {
                number.ShouldBeGreaterThan(3, "at least the intent, its confirmation and the refund were made to fail");
                break;
            }
        }

        await EveryRefundIsKnown();
        await _stripe.Shop.ShouldBalance();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_storm_over_many_orders_ends_with_one_charge_or_one_refund_each(int seed)
    {
        var dice = new Dice((ulong)seed);
        _stripe.Stripe.Post = new Post { Copies = 2, ShuffledBy = 3 };
        _stripe.Stripe.Faults = _ => dice.Roll(100) switch { < 12 => Fault.TooMany, < 20 => Fault.FailsBefore, < 28 => Fault.FailsAfter, < 34 => Fault.BreaksBefore, < 40 => Fault.BreaksAfter, < 42 => Fault.Hangs, _ => Fault.None };
        var parts = await _stripe.Shop.HasParts(4, units: 50);
        var orders = new List<OrderPlacement>();
        for (var number = 0; number < Orders; number++)
        {
            orders.Add(await _stripe.Shop.HasOrder(parts[number % parts.Count]));
        }

        await Parallel.ForEachAsync(orders.Index(), new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Ct }, async (numbered, _) =>
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                await _stripe.PaysWith(numbered.Item, Cards[(numbered.Index + attempt) % Cards.Length]);
            }
        });
        foreach (var intent in _stripe.Stripe.Intents.Where(intent => intent.Status == "requires_action"))
        {
            _stripe.Stripe.AnswerBank(intent.Id, approves: dice.Roll(3) > 0);
        }

        await RefundSome(orders, dice);
        _stripe.Stripe.Faults = _ => Fault.None;
        _stripe.Stripe.Post = new Post { IsLost = true };
        await Settles();
        await EveryRefundIsKnown();
        await _stripe.ShouldAgree();
        _stripe.Stripe.Intents.Count(intent => intent.Status == "succeeded").ShouldBeGreaterThan(Orders / 8, "a storm, and not the end of all business");

        // And those that nobody paid end without a charge, at the provider too.
        _stripe.Shop.Clock.Advance(TimeSpan.FromHours(11));
        await TestShop.Until(async () => await _stripe.Shop.Count("ordering_orders WHERE state = 'AwaitingPayment'") == 0, "the others to expire");
        await TestShop.Until(async () => await _stripe.Shop.Count("notifications_mails WHERE state = 'Pending'") == 0, "the mails that were due before the eleven hours to be tried");
        _stripe.Stripe.Intents.Where(intent => intent.Status is not "succeeded" && intent.ReturnUrl is not null).ShouldAllBe(intent => intent.Status == "canceled");
        await _stripe.ShouldAgree();
    }

    [Fact]
    public async Task An_outage_is_said_plainly_and_the_order_stays_payable()
    {
        var order = await _stripe.Shop.HasOrder(await _stripe.Shop.HasPart());
        _stripe.Stripe.Faults = _ => Fault.TooMany;
        var unanswered = (await _stripe.PaysWith(order, StripeShop.Pays)).Value.ShouldNotBeNull();
        unanswered.State.ShouldBe(OrderState.AwaitingPayment);
        unanswered.Payment.Problem.ShouldNotBeNull().ShouldContain("does not answer right now");
        _stripe.Stripe.Intents.ShouldBeEmpty();
        _stripe.Stripe.Faults = _ => Fault.None;
        (await _stripe.PaysWith(order, StripeShop.Pays)).Value.ShouldNotBeNull().State.ShouldBe(OrderState.Paid);
        await _stripe.ShouldAgree();
    }

    [Fact]
    public async Task A_refund_whose_answer_got_lost_is_not_made_again_after_stripe_forgot_its_key()
    {
        var paid = await _stripe.HasPaidOrder();
        _stripe.Stripe.Post = new Post { IsLost = true };
        _stripe.Stripe.Faults = request => request.Path == "/v1/events" ? Fault.TooMany : request is { Method: "POST", Path: "/v1/refunds" } ? Fault.BreaksAfter : Fault.None;
        await _stripe.Refunds(paid, 10_00);
        _stripe.Stripe.Refunds.Count.ShouldBe(1);
        _stripe.Stripe.Faults = request => request.Path == "/v1/events" ? Fault.TooMany : Fault.None;
        _stripe.Shop.Clock.Advance(TimeSpan.FromHours(25));
        await TestShop.Until(async () => await _stripe.Shop.Count($"payments_refunds WHERE payment_id = {paid.Id} AND state = 'Succeeded'") == 1, "the refund to be found");
        _stripe.Stripe.Refunds.Count.ShouldBe(1);
    }

    /// <summary>Not the background's reading of the list.</summary>
    private static bool IsOfThePage(FakeRequest request) => request.Path != "/v1/events";

    private async Task<Order> PaysInTheEnd(OrderPlacement order)
    {
        Order? now = null;
        await TestShop.Until(
            async () =>
            {
                now = await _stripe.Shop.Get<IOrders>().FindBySecretAsync(order.Secret, Ct);
                if (now is { State: OrderState.AwaitingPayment, Payment.InProgress: false })
                {
                    await _stripe.PaysWith(order, StripeShop.Pays);
                }

                _stripe.Shop.Clock.Advance(TimeSpan.FromSeconds(10));
                return (now = await _stripe.Shop.Get<IOrders>().RefreshAsync(order.Secret, Ct))!.State == OrderState.Paid;
            },
            "the order to be paid");
        return now!;
    }

    private async Task RefundSome(List<OrderPlacement> orders, Dice dice)
    {
        foreach (var order in orders)
        {
            var now = (await _stripe.Shop.Get<IOrders>().FindBySecretAsync(order.Secret, Ct)).ShouldNotBeNull();
            if (now.State == OrderState.Paid && dice.Roll(2) == 0)
            {
                await _stripe.Refunds(now, dice.Roll(2) == 0 ? now.Total.Minor : 10_00);
            }
        }
    }

    /// <summary>No webhook comes any more: what is left, the reconcilers do.</summary>
    private Task Settles() => TestShop.Until(
        async () =>
        {
            _stripe.Shop.Clock.Advance(TimeSpan.FromMinutes(1));
            _stripe.Stripe.Tick();
            return await _stripe.Shop.Count("payments_payments WHERE state IN ('Processing', 'RequiresAction')") == 0
                && await _stripe.Shop.Count("ordering_orders WHERE state = 'PaymentReceived'") == 0
                && await _stripe.Shop.Count("payments_provider_events WHERE due_at IS NOT NULL") == 0
                && _stripe.Stripe.Intents.Count(intent => intent.Status == "succeeded") == await _stripe.Shop.Count("payments_payments WHERE state = 'Succeeded'");
        },
        "everything to be settled");

    private Task EveryRefundIsKnown() => TestShop.Until(
        async () =>
        {
            _stripe.Shop.Clock.Advance(TimeSpan.FromMinutes(1));
            _stripe.Stripe.Tick();
            return await _stripe.Shop.Count("payments_refunds WHERE state = 'Pending'") == 0 && await _stripe.Shop.Count("ordering_refunds WHERE state = 'Pending'") == 0;
        },
        "every refund to be settled");
}
