using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;

namespace GigGatek.Ordering.Orders;

/// <summary>The owner hands a paid order to the carrier.</summary>
internal sealed class ShipOrder(IOrderBook book, TimeProvider clock)
{
    private const int Longest = 100;

    public async Task<Result> Handle(Actor actor, long orderId, string carrier, string trackingNumber, CancellationToken ct)
    {
        if ((FindFault(carrier, "carrier", "the carrier") ?? FindFault(trackingNumber, "tracking", "the tracking number")) is { } fault)
        {
            return fault;
        }

        var order = await book.FindAsync(orderId, ct);
        if (order is null)
        {
            return OrderErrors.NotFound;
        }

        var parcel = new Parcel(carrier.Trim(), trackingNumber.Trim(), clock.GetUtcNow());
        return order.State == OrderState.Paid && await book.TryMoveAsync(OrderMoves.Ship(order, actor, parcel), ct)
            ? Result.Done
            : Error.Conflict("not_shippable", "Only a paid order can be shipped, once. Look at how this one stands now.");
    }

    private static Error? FindFault(string text, string field, string what) =>
        string.IsNullOrWhiteSpace(text) ? Error.Invalid("required", $"Write {what}.", field)
        : text.Length > Longest || text.Any(char.IsControl) ? Error.Invalid("invalid", $"Write {what} in one line of at most {Longest} characters.", field)
        : null;
}
