using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Platform.Events;
using GigGatek.Tests.Unit.Ordering.Interleavings;

namespace GigGatek.Tests.Unit.Ordering;

/// <summary>
/// Every order in which page, webhook (early, late, twice, never), expiry and their like can take their steps, each step
/// of each possibly the last before a crash, run through the real transitions. From every state that can be reached, a
/// restart ends with one paid order, or with an order that ended and all its money back.
/// </summary>
public sealed class InterleavingTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly EventContext Context = new("test:1", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(PaymentState.Succeeded)]
    [InlineData(PaymentState.Open)]
    [InlineData(PaymentState.Processing)]
    [InlineData(PaymentState.RequiresAction)]
    public Task Page_webhooks_and_expiry(PaymentState cardLeadsTo) => Explore(
        cardLeadsTo,
        atLeast: cardLeadsTo == PaymentState.Open ? 30 : 1_000,
        world => [Page(world, "page"), Webhook(world, "webhook"), Webhook(world, "repeated webhook"), TimeOut(world), Expiry(world), Freeing(world), Decision(world)]);

    [Fact]
    public Task Two_tabs_and_expiry() => Explore(
        PaymentState.Succeeded,
        atLeast: 1_000,
        world => [Page(world, "page"), Page(world, "other tab"), TimeOut(world), Expiry(world)]);

    [Fact]
    public Task A_return_from_the_bank_and_its_webhook() => Explore(
        PaymentState.RequiresAction,
        atLeast: 1_000,
        world => [Page(world, "page"), Decision(world), Return(world), Webhook(world, "webhook"), TimeOut(world), Expiry(world)]);

    [Fact]
    public Task Units_sold_to_somebody_else_when_the_hold_ran_out() => Explore(
        PaymentState.Succeeded,
        atLeast: 1_000,
        world => [Page(world, "page"), Webhook(world, "webhook"), TimeOut(world), HoldRunsOut(world), SomebodyElse(world), Expiry(world), Freeing(world)]);

    [Theory]
    [InlineData(PaymentState.Succeeded)]
    [InlineData(PaymentState.Open)]
    public Task Time_runs_out_before_the_news_of_the_order_are_handled(PaymentState cardLeadsTo) => Explore(
        cardLeadsTo,
        atLeast: 100,
        world => [Opening(world), Page(world, "page"), TimeOut(world), Expiry(world), Freeing(world)]);

    [Fact]
    public Task The_owner_cancels_before_the_news_of_the_order_are_handled() => Explore(
        PaymentState.Succeeded,
        atLeast: 100,
        world => [Opening(world), Page(world, "page"), Owner(world), TimeOut(world), Expiry(world)]);

    [Fact]
    public Task The_owner_cancels_while_it_is_being_paid() => Explore(
        PaymentState.Succeeded,
        atLeast: 1_000,
        world => [Page(world, "page"), Owner(world), Freeing(world), TimeOut(world), Expiry(world)]);

    /// <summary>Without the continuation's own context: a worker's turn must end where it ends, not on another thread.</summary>
    private static Task Explore(PaymentState cardLeadsTo, int atLeast, Func<OrderWorld, IReadOnlyList<Worker>> people) => Task.Run(() =>
    {
        var ends = new HashSet<(OrderState, bool Paid)>();
        var states = Explorer.VisitAll(
            () =>
            {
                var world = new OrderWorld { CardLeadsTo = cardLeadsTo };
                return new Scene(world, people(world));
            },
            scene =>
            {
                scene.World.PaidBack.ShouldBeLessThanOrEqualTo(scene.World.Captured);
                Restart(scene.World);
                ShouldHaveEnded(scene.World);
                ends.Add((scene.World.Order, scene.World.Captured > 0));
            });
        states.ShouldBeGreaterThan(atLeast);
        ends.ShouldContain((OrderState.Expired, false));
        ends.Contains((OrderState.Paid, true)).ShouldBe(cardLeadsTo != PaymentState.Open);
    });

    /// <summary>What runs after a crash of everybody: events come again, jobs look around, the provider has decided.</summary>
    private static void Restart(OrderWorld world)
    {
        world.IsLate = true;
        if (world.Payment == PaymentState.Processing)
        {
            world.Decide(PaymentState.Succeeded);
        }

        var hands = new Hands(world, null);
        for (var round = 0; round < 4; round++)
        {
            foreach (var happened in world.Events.ToList())
            {
                Completed(happened switch
                {
                    PaymentSucceeded money => new GigGatek.Ordering.Orders.PaymentArrived(hands.Advance).HandleAsync(money, Context, None),
                    OrderExpired expired => hands.Free.HandleAsync(expired, Context, None),
                    OrderCancelled cancelled => hands.Free.HandleAsync(cancelled, Context, None),
                    RefundSucceeded refund => hands.RefundEnds.HandleAsync(refund, Context, None),
                    _ => Task.CompletedTask,
                });
            }

            Completed(hands.Opening.HandleAsync(new OrderPlaced(OrderWorld.OrderId, default), Context, None));
            Completed(hands.Expire.Handle(OrderWorld.OrderId, None));
            if (world.Order == OrderState.PaymentReceived || (world.Order is OrderState.Cancelled or OrderState.Expired && world.Captured > world.PaidBack))
            {
                Completed(hands.Advance.Handle(OrderWorld.OrderId, None));
            }

            Completed(hands.Send.Handle(OrderWorld.OrderId, None));
        }
    }

    private static void ShouldHaveEnded(OrderWorld world)
    {
        if (world.Order == OrderState.Paid)
        {
            (world.Captured, world.PaidBack, world.Refunded, world.Units).ShouldBe((OrderWorld.Total.Minor, 0, 0, ReservationState.Sold));
            world.Events.OfType<OrderPaid>().Count().ShouldBe(1);
            return;
        }

        world.Order.ShouldBeOneOf(OrderState.Expired, OrderState.Cancelled);
        world.Payment.ShouldBeOneOf(PaymentState.Cancelled, PaymentState.Succeeded);
        (world.PaidBack, world.Refunded).ShouldBe((world.Captured, world.Captured));
        world.DueRefunds().ShouldBeEmpty();
        world.Units.ShouldBeOneOf(ReservationState.Released, ReservationState.Returned);
        world.Events.OfType<OrderPaid>().Count().ShouldBeLessThanOrEqualTo(world.Order == OrderState.Cancelled ? 1 : 0);
    }

    private static void Completed(Task work)
    {
        work.IsCompleted.ShouldBeTrue();
        work.GetAwaiter().GetResult();
    }

    private static Worker Page(OrderWorld world, string name) =>
        new(name, () => true, me => new Hands(world, me).Pay.Handle(OrderWorld.OrderId, "4242", "/", None));

    private static Worker Opening(OrderWorld world) => new(
        "opening", () => true, me => new Hands(world, me).Opening.HandleAsync(new OrderPlaced(OrderWorld.OrderId, default), Context, None));

    private static Worker Return(OrderWorld world) =>
        new("return", () => true, me => new Hands(world, me).Refresh.Handle(OrderWorld.OrderId, None));

    private static Worker Webhook(OrderWorld world, string name) =>
        new(name, world.Has<PaymentSucceeded>, me => new Hands(world, me).Advance.Handle(OrderWorld.OrderId, None));

    private static Worker Expiry(OrderWorld world) =>
        new("expiry", () => world.IsLate, me => new Hands(world, me).Expire.Handle(OrderWorld.OrderId, None));

    private static Worker Freeing(OrderWorld world) => new(
        "freeing", () => world.Has<OrderExpired>() || world.Has<OrderCancelled>(),
        me => new Hands(world, me).Free.HandleAsync(new OrderExpired(OrderWorld.OrderId, default), Context, None));

    private static Worker Owner(OrderWorld world) =>
        new("owner", () => true, me => new Hands(world, me).Cancel.Handle(Actor.System, OrderWorld.OrderId, "Asked for", None));

    private static Worker TimeOut(OrderWorld world) => Once("time", () => true, () => world.IsLate = true);

    private static Worker HoldRunsOut(OrderWorld world) => Once("hold", () => world.IsLate, () => world.GiveBack(ReservationState.Expired));

    private static Worker SomebodyElse(OrderWorld world) =>
        Once("somebody else", () => world.Units == ReservationState.Expired, () => world.UnitsAreGone = true);

    private static Worker Decision(OrderWorld world) => Once(
        "provider", () => world.Payment is PaymentState.Processing or PaymentState.RequiresAction, () => world.Decide(PaymentState.Succeeded));

    private static Worker Once(string name, Func<bool> may, Action happens) => new(
        name, may,
        _ =>
        {
            happens();
            return Task.CompletedTask;
        });
}
