using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Tests.Integration.Payments;
using static GigGatek.Tests.Integration.Ordering.Shoppers;

namespace GigGatek.Tests.Integration.Ordering;

/// <summary>What time does to quotes, orders and carts. This shop's clock is moved, so it is theirs alone.</summary>
public sealed class ExpiryTests(HurriedShop shop) : IClassFixture<HurriedShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quote_counts_for_fifteen_minutes()
    {
        var sku = await shop.HasPart();
        var (cart, quote) = await shop.HasQuote(sku);
        var (other, late) = await shop.HasQuote(sku);
        shop.Clock.Advance(TimeSpan.FromMinutes(14));
        var placed = (await shop.Places(cart, quote.Token)).Value.ShouldNotBeNull();
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        (await shop.Places(other, late.Token)).Error.ShouldNotBeNull().Code.ShouldBe("quote_expired");
        (await shop.Places(cart, quote.Token)).Value.ShouldBe(placed, "an order that was placed in time is still its answer");
    }

    [Fact]
    public async Task An_order_that_nobody_pays_expires_and_its_units_and_its_code_are_free_again()
    {
        var sku = await shop.HasPart(units: 3);
        var code = await shop.HasCode(uses: 1);
        var cart = await shop.HasCart(sku);
        await shop.Get<ICarts>().SetDiscountAsync(cart, code, Ct);
        await shop.Tells(cart, Portland);
        var order = (await shop.Places(cart, (await shop.SeesQuote(cart)).Token)).Value.ShouldNotBeNull();
        (await shop.Offer(sku)).Available.ShouldBe(2);
        await PaymentIsOpened(order);

        shop.Clock.Advance(TimeSpan.FromMinutes(15));

        await shop.WaitsFor(order.OrderId, seen => seen.State == OrderState.Expired, "the order to expire");
        await shop.WaitsForAvailable(sku, 3);
        (await shop.LooksAtPayment(order.OrderId)).State.ShouldBe(PaymentState.Cancelled);
        (await shop.Pays(order)).Error.ShouldNotBeNull().Code.ShouldBe("order_expired");
        (await shop.Get<IDiscountsAdmin>().ListAsync(Ct)).Single(row => row.Code == code).Uses.ShouldBe(0);
        await shop.ShouldBalance();
    }

    /// <summary>As if nothing had handled the news of the order before its time was over.</summary>
    [Fact]
    public async Task An_order_whose_payment_was_never_opened_leaves_one_that_nobody_can_pay()
    {
        var order = await shop.HasOrder(await shop.HasPart());
        await PaymentIsOpened(order);
        var payment = await shop.LooksAtPayment(order.OrderId);
        await shop.Sql($"DELETE FROM payments_payments WHERE id = {order.OrderId}");

        shop.Clock.Advance(TimeSpan.FromMinutes(16));
        await shop.WaitsFor(order.OrderId, seen => seen.State == OrderState.Expired, "the order to expire");

        var late = await shop.Get<IPayments>().OpenAsync(new OpenPayment(payment.Id, payment.Reference, payment.Amount), Ct);
        late.State.ShouldBe(PaymentState.Cancelled);
        (await shop.PaysWith(late, PaymentSteps.Pays)).Captured.ShouldBe(Usd(0));
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task A_declined_card_does_not_keep_an_order_from_expiring()
    {
        var order = await shop.HasOrder(await shop.HasPart());
        (await shop.Pays(order, PaymentSteps.IsDeclined)).Value.ShouldNotBeNull().Payment.Problem.ShouldNotBeNull();
        shop.Clock.Advance(TimeSpan.FromMinutes(16));
        await shop.WaitsFor(order.OrderId, seen => seen.State == OrderState.Expired, "the order to expire");
        await shop.ShouldBalance();
    }

    /// <summary>The shop closes a payment before it lets an order expire; here a crash between the two is played by hand.</summary>
    [Fact]
    public async Task Money_that_comes_after_the_order_expired_goes_back()
    {
        var sku = await shop.HasPart();
        var order = await shop.HasOrder(sku);
        await PaymentIsOpened(order);
        await shop.Sql($"UPDATE ordering_orders SET state = 'Expired' WHERE id = {order.OrderId}");
        await shop.Get<IStock>().ReleaseAsync(order.OrderId, Ct);

        await shop.PaysWith(await shop.LooksAtPayment(order.OrderId), PaymentSteps.Pays);

        await shop.WaitsFor(order.OrderId, seen => seen.Refunded == seen.Total && seen.Steps.Any(step => step.What.Contains("refunded", StringComparison.Ordinal)), "the money to go back");
        var payment = await shop.LooksAtPayment(order.OrderId);
        payment.Refunded.ShouldBe(payment.Captured);
        (await shop.Looks(order.OrderId)).State.ShouldBe(OrderState.Expired);
        (await shop.Offer(sku)).Available.ShouldBe(5);
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task An_answer_that_is_on_its_way_when_time_runs_out_ends_paid_or_paid_back()
    {
        var order = await shop.HasOrder(await shop.HasPart());
        await shop.Pays(order, PaymentSteps.IsSilent);
        shop.Clock.Advance(TimeSpan.FromMinutes(16));
        await TestShop.Until(
            async () =>
            {
                var (seen, payment) = (await shop.Looks(order.OrderId), await shop.LooksAtPayment(order.OrderId));
                return seen.State == OrderState.Paid
                    || (seen.State == OrderState.Expired && payment.State is PaymentState.Cancelled or PaymentState.Succeeded && payment.Refunded == payment.Captured);
            },
            "the order to end");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task A_cart_that_nobody_touches_is_swept_after_sixty_days()
    {
        var cart = await shop.HasCart(await shop.HasPart());
        await shop.Tells(cart, Portland);
        shop.Clock.Advance(TimeSpan.FromDays(59));
        var fresh = await shop.HasCart(await shop.HasPart());
        shop.Clock.Advance(TimeSpan.FromDays(1.1));
        await TestShop.Until(async () => await shop.Get<ICarts>().FindAsync(cart, Ct) is null, "the cart to be swept");
        (await shop.Cart(fresh)).Count.ShouldBe(1);
    }

    private Task PaymentIsOpened(OrderPlacement order) =>
        TestShop.Until(async () => await shop.Get<IPayments>().FindAsync(order.OrderId, Ct) is not null, "the payment to be opened");
}
