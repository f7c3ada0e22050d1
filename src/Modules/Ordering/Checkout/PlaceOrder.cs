using System.Text.Json;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Ordering.Carts;
using GigGatek.Ordering.Discounts;
using GigGatek.Ordering.Orders;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using GigGatek.Platform.Web;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Options;

namespace GigGatek.Ordering.Checkout;

/// <summary>Who accepts which quote.</summary>
internal sealed record PlaceOrderRequest(string CartId, string QuoteToken, long? CustomerId);

/// <summary>
/// Places the order that a quote describes. The quote's id is the order's, the reservation's and the payment's, so placing
/// twice, or again after a crash, ends with one order. A crash leaves a reservation that expires, or an order that can be paid.
/// </summary>
internal sealed class PlaceOrder(
    Sessions<OrderingDb> sessions, ReadCheckout read, IStock stock, SealedDetails details, SignedTokens tokens, Ids ids, TimeProvider clock,
    IOptions<ShopOptions> shop, IOptions<OrderingOptions> options)
{
    public async Task<Result<OrderPlacement>> Handle(PlaceOrderRequest request, CancellationToken ct)
    {
        if (tokens.Read<QuoteToken>(QuoteToken.Purpose, request.QuoteToken) is not { } quote)
        {
            return CheckoutErrors.QuoteExpired;
        }

        // Whoever places again finds an empty cart, a quote that ran out, or units that are his already: he must still see the order.
        var answer = await Place(request, quote, ct);
        return !answer.Succeeded && await FindPlaced(request, quote, ct) is { } twin ? twin : answer;
    }

    private async Task<Result<OrderPlacement>> Place(PlaceOrderRequest request, QuoteToken quote, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (quote.ExpiresAt <= now)
        {
            return CheckoutErrors.QuoteExpired;
        }

        var computed = Quotation.Compute(await read.Handle(request.CartId, ct), shop.Value.Currency, forPlacing: true);
        if (!computed.Succeeded)
        {
            return computed.Error;
        }

        if (!quote.Agrees(computed.Value))
        {
            return CheckoutErrors.PriceChanged;
        }

        var reserved = await stock.ReserveAsync(
            new ReserveStock(quote.Id, [.. quote.Lines.Select(line => new StockLine(line.Sku, line.Quantity))], now.AddMinutes(options.Value.HoldMinutes)), ct);
        if (!reserved.Succeeded)
        {
            return reserved.Error.Code == "reservation_closed" ? CheckoutErrors.QuoteExpired : reserved.Error;
        }

        var order = Describe(quote.Id, computed.Value, request.CustomerId, now);
        var written = await sessions.RepeatAsync(db => Write(db, order, computed.Value, ct), commits: placed => placed.Succeeded, ct);
        if (!written.Succeeded)
        {
            await stock.ReleaseAsync(quote.Id, ct);    // a twin of this click that gets the code after all is paid back, as sold out
        }

        return written;
    }

    /// <summary>Only for the cart that the quote was made for: whoever got hold of a token does not get the order.</summary>
    private async Task<OrderPlacement?> FindPlaced(PlaceOrderRequest request, QuoteToken quote, CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await FindPlaced(db, quote.Id, ct) is { } placed
            && await db.CartsOf(request.CartId).AnyAsync(cart => cart.Id == quote.CartId, ct)
            ? placed
            : null;
    }

    private async Task<OrderPlacement?> FindPlaced(OrderingDb db, long orderId, CancellationToken ct) =>
        await db.Orders.Where(order => order.Id == orderId).Select(order => new { order.Id, order.Number, order.SecretHash, order.SealedSecret }).FindAsync(ct) is { } placed
            ? new OrderPlacement(placed.Id, placed.Number, details.OpenSecret(SealedDetails.Orders, placed.Id, placed.SealedSecret, placed.SecretHash))
            : null;

    private async Task<Result<OrderPlacement>> Write(OrderingDb db, OrderRow order, Quotation quotation, CancellationToken ct)
    {
        if (await FindPlaced(db, order.Id, ct) is { } placed)
        {
            return placed;
        }

        // Whoever empties the cart orders: of two clicks at once, or two windows, the second waits here for the first.
        if (await db.CartLines.DeleteAsync(line => line.CartId == quotation.CartId, ct) == 0)
        {
            return await FindPlaced(db, order.Id, ct) is { } twin ? twin : CheckoutErrors.PriceChanged;
        }

        if (order.DiscountCode is { } code && !await db.TryUseAsync(code, order.PlacedAt, ct))
        {
            return CheckoutErrors.PriceChanged;    // somebody else took its last use
        }

        await db.InsertAsync(order, token: ct);
        await db.InsertManyAsync(db.OrderLines, quotation.Lines.Select((line, position) => Describe(order.Id, position, line)), ct);
        await db.AddStepAsync(ids.Next(), order.Id, "Ordered", order.PlacedAt, ct);
        await db.PublishAsync(new OrderPlaced(order.Id, order.PlacedAt), ct);
        return new OrderPlacement(order.Id, order.Number, details.OpenSecret(order));
    }

    private OrderRow Describe(long orderId, Quotation quotation, long? customerId, DateTimeOffset now)
    {
        var secret = Secrets.NewToken();
        return new OrderRow
        {
            Id = orderId,
            Number = $"GG-{Secrets.NewReadable(4)}-{Secrets.NewReadable(4)}",
            SecretHash = Secrets.Hash(secret),
            SealedSecret = details.SealSecret(SealedDetails.Orders, orderId, secret),
            State = OrderState.AwaitingPayment,
            CustomerId = customerId,
            EmailIndex = details.EmailIndex(quotation.Contact.Email),
            Contact = details.Seal(SealedDetails.Orders, orderId, quotation.Contact),
            Address = details.Seal(SealedDetails.Orders, orderId, quotation.Address),
            Currency = quotation.Currency,
            Subtotal = quotation.Price.Subtotal,
            DiscountCode = quotation.DiscountCode,
            Discount = quotation.Price.Discount,
            ShippingCode = quotation.Way.Code,
            ShippingName = quotation.Way.Name,
            Shipping = quotation.Price.Shipping,
            Taxes = JsonSerializer.Serialize(quotation.TaxLines, ContractJson.Options),
            Tax = quotation.Price.Tax,
            TaxAdded = quotation.Price.TaxAdded,
            NetGoods = quotation.Price.NetGoods,
            NetShipping = quotation.Price.NetShipping,
            Total = quotation.Price.Total,
            Units = quotation.Lines.Sum(line => line.Quantity),
            PlacedAt = now,
            PlacedDay = now.DayNumber(),
            PayBefore = now.AddMinutes(options.Value.PayWithinMinutes),
            UpdatedAt = now,
        };
    }

    private static OrderLineRow Describe(long orderId, int position, QuotationLine line) => new()
    {
        OrderId = orderId,
        Position = position,
        Sku = line.Offer.Sku,
        ProductSlug = line.Offer.ProductSlug,
        Name = line.Offer.Name,
        Grade = line.Offer.Grade,
        Quantity = line.Quantity,
        Price = line.UnitPrice,
        Discount = line.Price.Discount,
        Total = line.Price.Total,
        Tax = line.Price.Tax,
    };
}
