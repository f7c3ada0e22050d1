using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Ordering.Orders;
using GigGatek.Platform.Data;
using LinqToDB.Async;

namespace GigGatek.Ordering.Refunds;

/// <summary>What the owner wants to give back, and why.</summary>
/// <param name="Key">One per rendering of the form: the same again does nothing.</param>
internal sealed record RefundWish(long OrderId, Money Amount, string Reason, string Key);

/// <summary>
/// The owner gives money back. The refund is written down before the payments module is asked, so that a crash between
/// the two only delays it.
/// </summary>
internal sealed class RefundOrder(Sessions<OrderingDb> sessions, IOrderBook book, IPayments payments, SendRefunds send, TimeProvider clock)
{
    private const int Longest = 400;

    public async Task<Result> Handle(Actor actor, RefundWish wish, CancellationToken ct)
    {
        if (await book.FindAsync(wish.OrderId, ct) is not { } order)
        {
            return OrderErrors.NotFound;
        }

        if (FindFault(wish, order) is { } fault)
        {
            return fault;
        }

        var captured = (await payments.FindAsync(wish.OrderId, ct))?.Captured ?? Money.Zero(order.Amounts.Total.Currency);
        var written = await sessions.RepeatAsync(db => Write(db, actor, wish, captured, ct), ct);
        if (written.Succeeded)
        {
            await send.Handle(wish.OrderId, ct);
        }

        return written;
    }

    private static Error? FindFault(RefundWish wish, OrderStanding order) =>
        wish.Amount.Currency != order.Amounts.Total.Currency ? Error.Invalid("invalid", $"This order was paid in {order.Amounts.Total.Currency}.", "amount")
        : wish.Amount.Minor <= 0 ? Error.Invalid("invalid", "Write an amount of more than nothing.", "amount")
        : string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > Longest ? Error.Invalid("required", $"Write why, in at most {Longest} characters.", "reason")
        : null;

    private async Task<Result> Write(OrderingDb db, Actor actor, RefundWish wish, Money captured, CancellationToken ct)
    {
        var id = RefundIds.OfKey(wish.OrderId, wish.Key);
        if (await db.Refunds.AnyAsync(row => row.Id == id, ct))
        {
            return Result.Done;
        }

        var now = clock.GetUtcNow();
        var order = (await db.LockStandingAsync(wish.OrderId, ct))!;
        var refund = new RefundRow
        {
            Id = id, OrderId = order.Id, Amount = wish.Amount.Minor, Reason = wish.Reason.Trim(),
            State = RefundState.Pending, RequestedAt = now, RequestedDay = now.DayNumber(),
        };
        if (captured < order.Refunded + wish.Amount || !await db.TryAddAsync(refund, ct))
        {
            var left = captured - order.Refunded;
            return left.Minor <= 0
                ? Error.Conflict("nothing_left", "Nothing is left to refund: no money came, or all of it went back.")
                : Error.Conflict("too_much", $"Only {left} can still go back.");
        }

        await db.PublishAsync(new ChangeMade(actor, "order.refund", order.Number, $"{wish.Amount}: {wish.Reason.Trim()}", now), ct);
        return Result.Done;
    }
}
