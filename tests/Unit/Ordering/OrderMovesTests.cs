using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Orders;

namespace GigGatek.Tests.Unit.Ordering;

/// <summary>The state machine of orders, written down a second time: each pair of states is either here or refused.</summary>
public sealed class OrderMovesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
    private static readonly Actor Owner = new(1, "owner");

    private static readonly HashSet<(OrderState From, OrderState To)> Legal =
    [
        (OrderState.AwaitingPayment, OrderState.PaymentReceived), (OrderState.AwaitingPayment, OrderState.Expired), (OrderState.AwaitingPayment, OrderState.Cancelled),
        (OrderState.PaymentReceived, OrderState.Paid), (OrderState.PaymentReceived, OrderState.Cancelled),
        (OrderState.Paid, OrderState.Shipped), (OrderState.Paid, OrderState.Cancelled),
    ];

    public static TheoryData<OrderState, OrderState> Pairs()
    {
        var pairs = new TheoryData<OrderState, OrderState>();
        foreach (var from in Enum.GetValues<OrderState>())
        {
            foreach (var to in Enum.GetValues<OrderState>())
            {
                pairs.Add(from, to);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_legal_move_is_made_and_every_other_throws(OrderState from, OrderState to)
    {
        OrderMoves.IsLegal(from, to).ShouldBe(Legal.Contains((from, to)));
        foreach (var make in MovesTo(to))
        {
            if (Legal.Contains((from, to)))
            {
                var move = make(Standing(from));
                (move.From, move.To, move.OrderId).ShouldBe((from, to, 7));
                move.Step.ShouldNotBeEmpty();
            }
            else
            {
                Should.Throw<InvalidOperationException>(() => make(Standing(from))).Message.ShouldContain($"{from} to {to}");
            }
        }
    }

    [Theory]
    [InlineData(OrderState.AwaitingPayment, false)]
    [InlineData(OrderState.PaymentReceived, true)]
    [InlineData(OrderState.Paid, true)]
    public void A_cancellation_gives_back_money_that_came_and_always_the_code(OrderState from, bool refunds)
    {
        var move = OrderMoves.Cancel(Standing(from), Owner, "Asked for", Now);
        (move.RefundsRest, move.GivesDiscountBack, move.BringsMoney).ShouldBe((refunds, true, false));
        move.Events.OfType<ChangeMade>().ShouldHaveSingleItem().Actor.ShouldBe(Owner);
        move.EndReason.ShouldBe("Asked for");
    }

    [Fact]
    public void Only_a_completed_order_is_announced_as_paid()
    {
        OrderMoves.ReceivePayment(Standing(OrderState.AwaitingPayment)).Events.ShouldBeEmpty();
        var paid = OrderMoves.Complete(Standing(OrderState.PaymentReceived), Now).Events.ShouldHaveSingleItem().ShouldBeOfType<OrderPaid>();
        (paid.Goods + paid.Shipping + paid.Tax).ShouldBe(paid.Total);
    }

    private static IEnumerable<Func<OrderStanding, OrderMove>> MovesTo(OrderState to) => to switch
    {
        OrderState.PaymentReceived => [OrderMoves.ReceivePayment],
        OrderState.Paid => [order => OrderMoves.Complete(order, Now)],
        OrderState.Shipped => [order => OrderMoves.Ship(order, Owner, new Parcel("UPS", "1Z", Now))],
        OrderState.Cancelled => [order => OrderMoves.Cancel(order, Owner, "Asked for", Now), order => OrderMoves.CancelSoldOut(order, Now)],
        OrderState.Expired => [order => OrderMoves.Expire(order, Now)],
        _ => [],    // nothing leads back to the beginning
    };

    private static OrderStanding Standing(OrderState state) =>
        new(7, "GG-7F3K-2Q9M", state, new OrderAmounts(Usd(100_00), Usd(6_90), Usd(7_25), Usd(114_15)), Usd(0), Now);

    private static Money Usd(long minor) => new(minor, "USD");
}
