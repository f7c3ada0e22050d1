using System.Linq.Expressions;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Ordering.Orders;

/// <summary>The contract, answered by one use case each.</summary>
internal sealed class OrdersService(
    Sessions<OrderingDb> sessions, FindOrder find, ListOrders list, PayOrder pay, RefreshOrder refresh, ClaimOrders claim) : IOrders
{
    public Task<Order?> FindBySecretAsync(string secret, CancellationToken ct) => find.Handle(Of(secret), ct);

    public Task<Order?> FindForCustomerAsync(long customerId, string number, CancellationToken ct)
    {
        var canonical = number.Trim().ToUpperInvariant();
        return find.Handle(order => order.CustomerId == customerId && order.Number == canonical, ct);
    }

    public Task<Order?> FindAsync(long orderId, CancellationToken ct) => find.Handle(order => order.Id == orderId, ct);

    public Task<Page<OrderSummary>> ListForCustomerAsync(long customerId, string? cursor, CancellationToken ct) =>
        list.OfCustomer(customerId, cursor, ct);

    public async Task<Result<Order>> PayAsync(string secret, string method, string returnUrl, CancellationToken ct)
    {
        if (await FindId(secret, ct) is not { } id)
        {
            return OrderErrors.NotFound;
        }

        var refusal = await pay.Handle(id, method, returnUrl, ct);
        return refusal is not null ? refusal : await FindAsync(id, ct) is { } order ? order : OrderErrors.NotFound;
    }

    public async Task<Order?> RefreshAsync(string secret, CancellationToken ct)
    {
        if (await FindId(secret, ct) is not { } id)
        {
            return null;
        }

        await refresh.Handle(id, ct);
        return await FindAsync(id, ct);
    }

    public Task<int> ClaimAsync(long customerId, string confirmedEmail, CancellationToken ct) => claim.Handle(customerId, confirmedEmail, ct);

    private static Expression<Func<OrderRow, bool>> Of(string secret)
    {
        var hash = Secrets.Hash(secret);
        return order => order.SecretHash == hash;
    }

    private async Task<long?> FindId(string secret, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.Orders.Where(Of(secret)).Select(order => (long?)order.Id).FindAsync(ct);
    }
}
