using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using GigGatek.Ordering.Refunds;

namespace GigGatek.Tests.Unit.Ordering.Interleavings;

/// <summary>
/// One order with its payment and its units, as the three databases hold them. Every change is what one transaction of
/// the real modules does: whole, at once, and refused where theirs is.
/// </summary>
internal sealed class OrderWorld
{
    public const long OrderId = 1;
    private const string Currency = "USD";

    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
    private readonly List<(long Id, long Amount, RefundState State)> _refunds = [];

    /// <summary>What a try to charge leads to.</summary>
    public PaymentState CardLeadsTo { get; init; } = PaymentState.Succeeded;

    public static Money Total { get; } = new(100_00, Currency);

    public bool IsLate { get; set; }

    public DateTimeOffset Now => IsLate ? Start.AddMinutes(16) : Start;

    public OrderState Order { get; private set; } = OrderState.AwaitingPayment;

    public long Refunded { get; private set; }

    public PaymentState? Payment { get; private set; }

    public long Captured { get; private set; }

    public long PaidBack { get; private set; }

    public ReservationState Units { get; private set; } = ReservationState.Held;

    /// <summary>True when somebody else bought what this order's reservation gave up.</summary>
    public bool UnitsAreGone { get; set; }

    /// <summary>Announced by the transactions that made them true; each comes at least once.</summary>
    public List<IEvent> Events { get; } = [];

    public string State =>
        $"{Order} {Refunded} {string.Join(',', _refunds)} {Payment} {Captured} {PaidBack} {Units} {UnitsAreGone} {IsLate} {Events.Count}";

    public bool Has<TEvent>() => Events.OfType<TEvent>().Any();

    // The order book.
    public OrderStanding Standing() => new(
        OrderId, "GG-TEST-0001", Order, new OrderAmounts(Total, Money.Zero(Currency), Money.Zero(Currency), Total), new Money(Refunded, Currency), Start.AddMinutes(15));

    public bool TryMove(OrderMove move)
    {
        if (Order != move.From)
        {
            return false;
        }

        Order = move.To;
        Events.AddRange(move.Events);
        if (move.RefundsRest)
        {
            AddRest();
        }

        return true;
    }

    public void RefundRest()
    {
        if (Order is OrderState.Cancelled or OrderState.Expired)
        {
            AddRest();
        }
    }

    public IReadOnlyList<DueRefund> DueRefunds() =>
        [.. _refunds.Where(refund => refund.State == RefundState.Pending).Select(refund => new DueRefund(refund.Id, OrderId, new Money(refund.Amount, Currency), ""))];

    public void FinishRefund(RefundOutcome outcome)
    {
        var index = _refunds.FindIndex(refund => refund.Id == outcome.RefundId && refund.State == RefundState.Pending);
        if (index >= 0)
        {
            _refunds[index] = _refunds[index] with { State = RefundState.Succeeded };
        }
    }

    // The payments module; its own interleavings are enumerated in its own test.
    public void Open() => Payment ??= PaymentState.Open;

    /// <summary>The provider charges, and the payments module writes it down.</summary>
    public void Charge()
    {
        if (Payment == PaymentState.Open)
        {
            Decide(CardLeadsTo);
        }
    }

    /// <summary>The provider makes up its mind about what was in progress.</summary>
    public void Decide(PaymentState outcome)
    {
        Payment = outcome;
        if (outcome == PaymentState.Succeeded)
        {
            Captured = Total.Minor;
            Events.Add(new PaymentSucceeded(OrderId, Total, Now));
        }
    }

    public void CancelPayment()
    {
        if (Payment is PaymentState.Open or PaymentState.RequiresAction)
        {
            Payment = PaymentState.Cancelled;
        }
    }

    public Result<Refund> Refund(RefundPayment request)
    {
        if (!Events.OfType<RefundSucceeded>().Any(refund => refund.RefundId == request.RefundId))
        {
            if (PaidBack + request.Amount.Minor > Captured)
            {
                return Error.Conflict("too_much", "More than was captured.");
            }

            PaidBack += request.Amount.Minor;
            Events.Add(new RefundSucceeded(request.RefundId, OrderId, request.Amount, Now));
        }

        return new Refund(request.RefundId, OrderId, request.Amount, RefundState.Succeeded, null);
    }

    public Payment? Look() => Payment is { } state
        ? new Payment(OrderId, "", Total, state, null, null, new Money(Captured, Currency), new Money(PaidBack, Currency))
        : null;

    // The stock.
    public bool Sell()
    {
        if (Units == ReservationState.Held || (Units == ReservationState.Expired && !UnitsAreGone))
        {
            Units = ReservationState.Sold;
        }

        return Units == ReservationState.Sold;
    }

    public void GiveBack(ReservationState end)
    {
        if ((Units, end) is (ReservationState.Held, ReservationState.Released or ReservationState.Expired)
            or (ReservationState.Expired, ReservationState.Released) or (ReservationState.Sold, ReservationState.Returned))
        {
            Units = end;
        }
    }

    private void AddRest()
    {
        var id = RefundIds.OfRest(OrderId, Refunded);
        var rest = Total.Minor - Refunded;
        if (rest > 0 && _refunds.All(refund => refund.Id != id))
        {
            _refunds.Add((id, rest, RefundState.Pending));
            Refunded += rest;
        }
    }
}
