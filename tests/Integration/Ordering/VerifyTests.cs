using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Verification;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.Ordering;

/// <summary>Each sentence about orders, broken on purpose and found.</summary>
public sealed class VerifyTests(TestShop shop) : IClassFixture<TestShop>
{
    [Theory]
    [InlineData("Lines −", "UPDATE ordering_orders SET subtotal = subtotal + 1 WHERE id = @id", "UPDATE ordering_orders SET subtotal = subtotal - 1 WHERE id = @id")]
    [InlineData("Lines −", "UPDATE ordering_orders SET net_goods = net_goods + 1 WHERE id = @id", "UPDATE ordering_orders SET net_goods = net_goods - 1 WHERE id = @id")]
    [InlineData("Lines −", "UPDATE ordering_order_lines SET total = total - 1 WHERE order_id = @id", "UPDATE ordering_order_lines SET total = total + 1 WHERE order_id = @id")]
    [InlineData("Lines −", "UPDATE ordering_orders SET units = 2 WHERE id = @id", "UPDATE ordering_orders SET units = 1 WHERE id = @id")]
    [InlineData("Lines −", "UPDATE ordering_orders SET refunded = -1 WHERE id = @id", "UPDATE ordering_orders SET refunded = 5 WHERE id = @id")]
    [InlineData("Every paid order", "UPDATE ordering_orders SET total = total + 1 WHERE id = @id", "UPDATE ordering_orders SET total = total - 1 WHERE id = @id")]
    [InlineData("Every paid order", "UPDATE ordering_orders SET refunded = 6 WHERE id = @id", "UPDATE ordering_orders SET refunded = 5 WHERE id = @id")]
    [InlineData(
        "Every paid order",
        "UPDATE ordering_orders SET state = 'Expired', pay_before = 0 WHERE id = @id; UPDATE payments_payments SET state = 'Open', captured = 0, refunded = 0, intent = concat('-', intent) WHERE id = @id; UPDATE ordering_orders SET refunded = 0 WHERE id = @id",
        "UPDATE ordering_orders SET state = 'Paid', refunded = 5 WHERE id = @id; UPDATE payments_payments SET state = 'Succeeded', captured = amount, refunded = 5, intent = substr(intent, 2) WHERE id = @id")]
    [InlineData("The units of every", "UPDATE catalog_reservations SET state = 'Held' WHERE id = @id", "UPDATE catalog_reservations SET state = 'Sold' WHERE id = @id")]
    [InlineData("The units of every", "UPDATE catalog_reservations SET id = 1 WHERE id = @id", "UPDATE catalog_reservations SET id = @id WHERE id = 1")]
    [InlineData("What went back", "UPDATE ordering_orders SET refunded = 4 WHERE id = @id", "UPDATE ordering_orders SET refunded = 5 WHERE id = @id")]
    [InlineData("What went back", "UPDATE ordering_refunds SET state = 'Failed' WHERE order_id = @id", "UPDATE ordering_refunds SET state = 'Succeeded' WHERE order_id = @id")]
    [InlineData("Every discount code", "UPDATE ordering_discounts SET uses = uses + 1 WHERE code = (SELECT discount_code FROM ordering_orders WHERE id = @id)", "UPDATE ordering_discounts SET uses = uses - 1 WHERE code = (SELECT discount_code FROM ordering_orders WHERE id = @id)")]
    [InlineData("Every discount code", "UPDATE ordering_discounts SET max_uses = 0 WHERE code = (SELECT discount_code FROM ordering_orders WHERE id = @id)", "UPDATE ordering_discounts SET max_uses = 9 WHERE code = (SELECT discount_code FROM ordering_orders WHERE id = @id)")]
    [InlineData("Everything that is encrypted", "UPDATE ordering_orders SET address = concat('-', address) WHERE id = @id", "UPDATE ordering_orders SET address = substr(address, 2) WHERE id = @id")]
    [InlineData("Everything that is encrypted", "UPDATE ordering_orders SET contact = concat(contact, address) WHERE id = @id", "UPDATE ordering_orders SET contact = substr(contact, 1, length(contact) - length(address)) WHERE id = @id")]
    [InlineData("Everything that is encrypted", "UPDATE ordering_orders SET email_index = concat('-', email_index) WHERE id = @id", "UPDATE ordering_orders SET email_index = substr(email_index, 2) WHERE id = @id")]
    public async Task What_is_broken_is_found(string sentence, string damage, string repair)
    {
        var id = await HasOrderWithEverything();
        await shop.Sql(damage.Replace("@id", $"{id}", StringComparison.Ordinal));

        var report = await Invariant(sentence).CheckAsync(TestContext.Current.CancellationToken);
        report.Findings.ShouldHaveSingleItem();
        report.Checked.ShouldBeGreaterThan(0);

        await shop.Sql(repair.Replace("@id", $"{id}", StringComparison.Ordinal));
        (await Invariant(sentence).CheckAsync(TestContext.Current.CancellationToken)).Findings.ShouldBeEmpty();
    }

    /// <summary>Paid with a code, and a little of it went back.</summary>
    private async Task<long> HasOrderWithEverything()
    {
        var ct = TestContext.Current.CancellationToken;
        var cart = await shop.HasCart(await shop.HasPart());
        await shop.Get<ICarts>().SetDiscountAsync(cart, await shop.HasCode(uses: 9), ct);
        await shop.Tells(cart, Shoppers.Portland);
        var order = (await shop.Places(cart, (await shop.SeesQuote(cart)).Token)).Value.ShouldNotBeNull();
        (await shop.Pays(order)).Value.ShouldNotBeNull().State.ShouldBe(OrderState.Paid);
        (await shop.Get<IOrdersAdmin>().RefundAsync(Shoppers.Owner, order.OrderId, PaymentSteps.Usd(5), "Scratch", "once", ct)).Error.ShouldBeNull();
        return order.OrderId;
    }

    private IInvariant Invariant(string sentence) =>
        shop.Get<IEnumerable<IInvariant>>().Single(invariant => invariant.GetType().Namespace is "GigGatek.Ordering.Verification" or "GigGatek.Platform.Security.Sealing" && invariant.Sentence.StartsWith(sentence, StringComparison.Ordinal));
}
