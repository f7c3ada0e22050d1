using System.Collections.Concurrent;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Tests.Integration.Notifications;

/// <summary>What the shop knows, for the modules that a mail asks. Shared by the processes of a test.</summary>
internal sealed class KnownThings
{
    public ConcurrentDictionary<long, Order> Orders { get; } = new();

    public ConcurrentDictionary<long, AccountLink> Unconfirmed { get; } = new();

    public ConcurrentDictionary<long, Account> Confirmed { get; } = new();

    public ConcurrentDictionary<long, IReadOnlyList<RefusedRefund>> Refused { get; } = new();

    /// <summary>Makes the ordering module fail.</summary>
    public bool OrdersAreBroken { get; set; }

    public Order HasOrder(long id, OrderState state = OrderState.Paid, string email = "ann@example.com")
    {
        var total = new Money(199_98, "USD");
        var order = new Order(
            id, $"GG-{id}", $"secretOf{id}", state, null, new Contact(email, null),
            new Address("Ann Bell", "12 Mill Lane", null, "Austin", "TX", "78701", "US", "United States"),
            [new QuoteLine("SAM", "samsung", "Samsung 990 Pro, 2 TB", Grade.Excellent, 2, new Money(99_99, "USD"), Money.Zero("USD"), total, Money.Zero("USD"))],
            total, null, Money.Zero("USD"), "Standard", Money.Zero("USD"), [], Money.Zero("USD"), total, Money.Zero("USD"),
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(15),
            state == OrderState.Shipped ? new Shipment("UPS", $"1Z{id}", null, DateTimeOffset.UnixEpoch) : null,
            state == OrderState.Cancelled ? "sold_out" : null, [], new OrderPayment(false, null, false, null, total));
        return Orders[id] = order;
    }

    public void HasAccount(long id, string email) => Unconfirmed[id] = new AccountLink(email, "Ann Bell", $"/account/confirm?user={id}&token=t0ken{id}");

    public void HasConfirmedAccount(long id, string email) => Confirmed[id] = new Account(id, email, "Ann Bell", true, [], default, null);
}

internal sealed class StandInOrdersAdmin(KnownThings known) : IOrdersAdmin
{
    public Task<IReadOnlyList<RefusedRefund>> ListRefusedRefundsAsync(long orderId, CancellationToken ct) =>
        Task.FromResult(known.Refused.GetValueOrDefault(orderId, []));

    public Task<Order?> FindAsync(long orderId, CancellationToken ct) => throw new NotSupportedException();

    public Task<Page<OrderSummary>> ListAsync(OrderFilter filter, string? cursor, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result> ShipAsync(Actor actor, long orderId, string carrier, string trackingNumber, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result> CancelAsync(Actor actor, long orderId, string reason, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result> RefundAsync(Actor actor, long orderId, Money amount, string reason, string key, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result> RetryRefundAsync(Actor actor, long orderId, long refundId, CancellationToken ct) => throw new NotSupportedException();

    public Task<SalesDashboard> DashboardAsync(CancellationToken ct) => throw new NotSupportedException();
}

internal sealed class StandInOrders(KnownThings known) : IOrders
{
    public Task<Order?> FindAsync(long orderId, CancellationToken ct) =>
        known.OrdersAreBroken ? throw new InvalidOperationException("The ordering module is away.") : Task.FromResult(known.Orders.GetValueOrDefault(orderId));

    public Task<Order?> FindBySecretAsync(string secret, CancellationToken ct) => throw new NotSupportedException();

    public Task<Order?> FindForCustomerAsync(long customerId, string number, CancellationToken ct) => throw new NotSupportedException();

    public Task<Page<OrderSummary>> ListForCustomerAsync(long customerId, string? cursor, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result<Order>> PayAsync(string secret, string method, string returnUrl, CancellationToken ct) => throw new NotSupportedException();

    public Task<Order?> RefreshAsync(string secret, CancellationToken ct) => throw new NotSupportedException();

    public Task<int> ClaimAsync(long customerId, string confirmedEmail, CancellationToken ct) => throw new NotSupportedException();
}

internal sealed class StandInAccounts(KnownThings known) : IAccounts
{
    public Task<AccountLink?> CreateConfirmationLinkAsync(long userId, CancellationToken ct) => Task.FromResult(known.Unconfirmed.GetValueOrDefault(userId));

    public Task<AccountLink?> CreateResetLinkAsync(long userId, CancellationToken ct) =>
        Task.FromResult(known.Unconfirmed.TryGetValue(userId, out var link) ? link with { Path = $"/account/reset?user={userId}&token=t0ken{userId}" } : null);

    public Task<Account?> FindAsync(long userId, CancellationToken ct) =>
        Task.FromResult(known.Unconfirmed.TryGetValue(userId, out var link) ? new Account(userId, link.Email, link.DisplayName, false, [], default, null) : known.Confirmed.GetValueOrDefault(userId));

    public Task<Result> RegisterAsync(string email, string displayName, string password, string client, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result> ConfirmEmailAsync(long userId, string token, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result> RequestConfirmationAsync(long userId, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result<PasswordAccepted>> SignInAsync(string email, string password, string client, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result> SignOutEverywhereAsync(long userId, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result> RequestResetAsync(string email, string client, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result> ResetPasswordAsync(long userId, string token, string newPassword, CancellationToken ct) => throw new NotSupportedException();

    public Task<Result<SignedIn>> ChangePasswordAsync(long userId, string currentPassword, string newPassword, CancellationToken ct) => throw new NotSupportedException();
}
