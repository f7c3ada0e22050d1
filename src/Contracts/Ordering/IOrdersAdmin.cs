namespace GigGatek.Contracts.Ordering;

/// <summary>Which orders to list.</summary>
/// <param name="Text">An order number, or a whole mail address.</param>
public sealed record OrderFilter(OrderState? State = null, string? Text = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>A day's sales, for the chart.</summary>
public sealed record SalesDay(DateOnly Day, int Orders, Money Sales, Money Refunds);

/// <summary>A product that sold.</summary>
public sealed record TopSeller(string Sku, string Name, int Units, Money Sales);

/// <summary>How the shop does.</summary>
/// <param name="Days">The last thirty, oldest first, days without sales included.</param>
/// <param name="Open">Orders in each state that wants attention.</param>
public sealed record SalesDashboard(IReadOnlyList<SalesDay> Days, IReadOnlyList<OrdersInState> Open, IReadOnlyList<TopSeller> TopSellers, Money Today, Money ThirtyDays);

/// <summary>How many orders are in a state.</summary>
public sealed record OrdersInState(OrderState State, int Count);

/// <summary>A refund that the bank refused for good.</summary>
/// <param name="Problem">The bank's reason, as a sentence.</param>
/// <param name="TriedAgain">True when another refund was made in its place.</param>
public sealed record RefusedRefund(long Id, Money Amount, string Problem, DateTimeOffset RequestedAt, bool TriedAgain);

/// <summary>Orders as the shop owner handles them. Every change is announced as <see cref="ChangeMade"/>.</summary>
public interface IOrdersAdmin
{
    /// <summary>Newest first; 50 a page.</summary>
    Task<Page<OrderSummary>> ListAsync(OrderFilter filter, string? cursor, CancellationToken ct);

    /// <summary>Null when there is none.</summary>
    Task<Order?> FindAsync(long orderId, CancellationToken ct);

    /// <summary>Marks a paid order shipped. Refuses other states.</summary>
    Task<Result> ShipAsync(Actor actor, long orderId, string carrier, string trackingNumber, CancellationToken ct);

    /// <summary>Cancels before shipping: money back in full, units back on the shelf.</summary>
    Task<Result> CancelAsync(Actor actor, long orderId, string reason, CancellationToken ct);

    /// <summary>Refunds a part or all of what was captured. The same key again does nothing twice. Refuses more than is left.</summary>
    /// <param name="key">Chosen by the form that asks, one per rendering.</param>
    Task<Result> RefundAsync(Actor actor, long orderId, Money amount, string reason, string key, CancellationToken ct);

    /// <summary>The refunds of an order that the bank refused, oldest first. One statement.</summary>
    Task<IReadOnlyList<RefusedRefund>> ListRefusedRefundsAsync(long orderId, CancellationToken ct);

    /// <summary>Asks the bank once more for a refund that it refused, as a refund of its own. Again: nothing. Refuses when less than that is left.</summary>
    Task<Result> RetryRefundAsync(Actor actor, long orderId, long refundId, CancellationToken ct);

    /// <summary>Figures for the dashboard.</summary>
    Task<SalesDashboard> DashboardAsync(CancellationToken ct);
}

/// <summary>How a code reduces a cart.</summary>
public enum DiscountKind
{
    /// <summary>A share of the lines, in basis points.</summary>
    Percent,

    /// <summary>A fixed amount, never more than the lines.</summary>
    Amount,

    /// <summary>No shipping costs for the cheapest way.</summary>
    FreeShipping,
}

/// <summary>A code that shoppers can enter.</summary>
/// <param name="Value">Basis points or minor units, by kind; 0 for free shipping.</param>
/// <param name="MinimumMinor">The lines must come to this much.</param>
/// <param name="MaxUses">Null: any number.</param>
public sealed record Discount(
    string Code, DiscountKind Kind, long Value, long MinimumMinor, DateTimeOffset? From, DateTimeOffset? Until, int? MaxUses, int Uses, bool Active);

/// <summary>Discount codes as the owner keeps them.</summary>
public interface IDiscountsAdmin
{
    /// <summary>All, active ones first.</summary>
    Task<IReadOnlyList<Discount>> ListAsync(CancellationToken ct);

    /// <summary>Refuses a code that exists, or figures that make no sense, with the field's name. Uses and Active are ignored.</summary>
    Task<Result> CreateAsync(Actor actor, Discount discount, CancellationToken ct);

    /// <summary>Switches a code on or off.</summary>
    Task<Result> SetActiveAsync(Actor actor, string code, bool active, CancellationToken ct);
}
