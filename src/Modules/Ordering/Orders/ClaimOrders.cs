using GigGatek.Ordering.Checkout;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Ordering.Orders;

/// <summary>Hands a customer the guest orders that were placed with his mail address. Only the accounts module calls it, when the address is proved.</summary>
internal sealed class ClaimOrders(Sessions<OrderingDb> sessions, SealedDetails details)
{
    public Task<int> Handle(long customerId, string confirmedEmail, CancellationToken ct)
    {
        var indexes = details.EmailIndexes(confirmedEmail);
        return sessions.WriteAsync(
            db => db.Orders.Where(order => order.CustomerId == null && indexes.Contains(order.EmailIndex))
                .Set(order => order.CustomerId, customerId).UpdateAsync(ct),
            ct);
    }
}
