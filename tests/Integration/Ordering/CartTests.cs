using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Payments;
using static GigGatek.Tests.Integration.Ordering.Shoppers;

namespace GigGatek.Tests.Integration.Ordering;

/// <summary>Carts live on the server: what fits in, what they say, and whose they are.</summary>
public sealed class CartTests(TestShop shop) : IClassFixture<TestShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ICarts Carts => shop.Get<ICarts>();

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(21)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task A_quantity_outside_one_to_twenty_is_refused_and_makes_no_cart(int quantity)
    {
        var sku = await shop.HasPart(units: 50);
        var carts = await shop.Count("ordering_carts");
        (await shop.Adds(null, sku, quantity)).Error.ShouldNotBeNull().Field.ShouldBe("quantity");
        (await shop.Count("ordering_carts")).ShouldBe(carts);
    }

    [Fact]
    public async Task Twenty_of_one_thing_are_the_most_also_in_two_steps()
    {
        var sku = await shop.HasPart(units: 50);
        var cart = (await shop.Adds(null, sku, 15)).Value!.CartId;
        (await shop.Adds(cart, sku, 6)).Error.ShouldNotBeNull().Code.ShouldBe("quantity");
        (await shop.Adds(cart, sku, 5)).Value.ShouldNotBeNull().Count.ShouldBe(20);
        (await Carts.SetQuantityAsync(cart, sku, 21, Ct)).Error.ShouldNotBeNull().Code.ShouldBe("quantity");
        (await Carts.SetQuantityAsync(cart, sku, -1, Ct)).Error.ShouldNotBeNull().Code.ShouldBe("quantity");
        (await shop.Cart(cart)).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Fifty_different_things_are_the_most()
    {
        var skus = await shop.HasParts(51);
        var cart = await shop.HasCart(skus.Take(50));
        (await shop.Adds(cart, skus[50])).Error.ShouldNotBeNull().Code.ShouldBe("cart_full");
        (await shop.Adds(cart, skus[0])).Value.ShouldNotBeNull().Count.ShouldBe(51);
        (await shop.Cart(cart)).Lines.Count.ShouldBe(50);
    }

    [Fact]
    public async Task What_is_not_there_is_refused_with_how_many_are()
    {
        var sku = await shop.HasPart(units: 3);
        (await shop.Adds(null, "NO-SUCH-SKU")).Error.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.NotFound);
        (await shop.Adds(null, sku, 4)).Error.ShouldNotBeNull().Message.ShouldContain("Only 3");
        (await shop.Adds(null, await shop.HasPart(units: 0))).Error.ShouldNotBeNull().Code.ShouldBe("sold_out");
        var gone = await shop.HasPart();
        await shop.Costs(gone, null);
        (await shop.Adds(null, gone)).Error.ShouldNotBeNull().Code.ShouldBe("not_for_sale");
    }

    [Fact]
    public async Task A_line_that_sold_out_meanwhile_stays_in_sight_and_out_of_the_sum()
    {
        var (last, other) = (await shop.HasPart(units: 1, cents: 30_00), await shop.HasPart(cents: 20_00));
        var cart = await shop.HasCart(last, other);
        await shop.HasOrder(last);
        var seen = await shop.Cart(cart);
        seen.Lines.Single(line => line.Sku == last).IsShort.ShouldBeTrue();
        seen.Subtotal.ShouldBe(Usd(20_00));
    }

    [Fact]
    public async Task A_price_that_changed_since_shows_both_and_counts_todays()
    {
        var sku = await shop.HasPart(cents: 100_00);
        var cart = await shop.HasCart(sku);
        await shop.Costs(sku, 90_00);
        var seen = await shop.Cart(cart);
        var line = seen.Lines.ShouldHaveSingleItem();
        (line.PriceWhenAdded, line.Price, seen.Subtotal).ShouldBe((Usd(100_00), Usd(90_00), Usd(90_00)));
    }

    [Fact]
    public async Task A_code_takes_off_what_it_says_and_comes_off_again()
    {
        var cart = await shop.HasCart(await shop.HasPart(cents: 80_00));
        var code = await shop.HasCode(DiscountKind.Percent, 1000);
        (await Carts.SetDiscountAsync(cart, $" {code.ToLowerInvariant()} ", Ct)).Error.ShouldBeNull();
        (await shop.Cart(cart)).Discount.ShouldBe(Usd(8_00));
        (await Carts.SetDiscountAsync(cart, null, Ct)).Error.ShouldBeNull();
        (await shop.Cart(cart)).Discount.ShouldBe(Usd(0));
    }

    [Fact]
    public async Task A_code_that_nobody_can_use_is_refused_with_the_reason_and_the_old_one_stays()
    {
        var cart = await shop.HasCart(await shop.HasPart(cents: 80_00));
        var code = await shop.HasCode(DiscountKind.Amount, 5_00);
        (await Carts.SetDiscountAsync(cart, code, Ct)).Error.ShouldBeNull();
        var off = await shop.HasCode();
        (await shop.Get<IDiscountsAdmin>().SetActiveAsync(Owner, off, active: false, Ct)).Error.ShouldBeNull();
        foreach (var refused in new[] { "NO-SUCH-CODE", off, "'; DROP TABLE ordering_carts; --" })
        {
            (await Carts.SetDiscountAsync(cart, refused, Ct)).Error.ShouldNotBeNull().Field.ShouldBe("code");
        }

        (await shop.Cart(cart)).Discount.ShouldBe(Usd(5_00));
    }

    [Fact]
    public async Task A_code_whose_minimum_is_not_reached_waits_in_the_cart()
    {
        var (cheap, dear) = (await shop.HasPart(cents: 40_00), await shop.HasPart(cents: 60_00));
        var cart = await shop.HasCart(cheap);
        var code = await shop.HasCode(DiscountKind.Percent, 1000, minimum: 100_00);
        (await Carts.SetDiscountAsync(cart, code, Ct)).Error.ShouldBeNull();
        var early = await shop.Cart(cart);
        (early.Discount, early.DiscountCode).ShouldBe((Usd(0), code));
        early.DiscountNote.ShouldNotBeNull().ShouldContain("100");
        await shop.Adds(cart, dear);
        (await shop.Cart(cart)).Discount.ShouldBe(Usd(10_00));
    }

    [Fact]
    public async Task After_signing_in_the_larger_quantity_of_the_same_thing_wins()
    {
        var (both, his, guests) = (await shop.HasPart(units: 9), await shop.HasPart(units: 9), await shop.HasPart(units: 9));
        var customer = PaymentSteps.NewId();
        var own = (await Carts.MergeAsync(await shop.HasCart(both, his), customer, Ct)).ShouldNotBeNull();
        var guest = (await shop.Adds(await shop.HasCart(guests), both, 4)).Value!.CartId;

        (await Carts.MergeAsync(guest, customer, Ct)).ShouldBe(own);

        (await shop.Cart(own)).Lines.ToDictionary(line => line.Sku, line => line.Quantity)
            .ShouldBe(new Dictionary<string, int> { [both] = 4, [his] = 1, [guests] = 1 }, ignoreOrder: true);
        (await Carts.FindAsync(guest, Ct)).ShouldBeNull();
        (await Carts.MergeAsync(guest, customer, Ct)).ShouldBe(own);
        (await shop.Cart(own)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Two_sign_ins_at_once_with_a_guests_cart_each_leave_one_cart_with_all_of_it()
    {
        for (var round = 0; round < 5; round++)
        {
            var customer = PaymentSteps.NewId();
            var (one, two) = (await shop.HasPart(), await shop.HasPart());
            string[] guests = [await shop.HasCart(one), await shop.HasCart(two)];
            var merged = await Task.WhenAll(guests.Select(guest => Task.Run(() => Carts.MergeAsync(guest, customer, Ct))));
            merged.Distinct().ShouldHaveSingleItem();
            (await shop.Cart(merged[0].ShouldNotBeNull())).Lines.Select(line => line.Sku).ShouldBe([one, two], ignoreOrder: true);
            (await shop.Count($"ordering_carts WHERE customer_id = {customer}")).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_guests_cart_gets_another_secret_when_it_becomes_a_customers()
    {
        var guest = await shop.HasCart(await shop.HasPart());
        var own = await Carts.MergeAsync(guest, PaymentSteps.NewId(), Ct);
        own.ShouldNotBe(guest);
        (await Carts.FindAsync(guest, Ct)).ShouldBeNull();
        (await Carts.MergeAsync(own, PaymentSteps.NewId(), Ct)).ShouldBeNull("another customer's cart is left alone");
        (await shop.Cart(own!)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Adding_at_once_from_two_tabs_loses_nothing()
    {
        var skus = await shop.HasParts(8, units: 40);
        var cart = await shop.HasCart(skus[0]);
        var added = await Task.WhenAll(skus.Concat(skus).Select(sku => shop.Adds(cart, sku)));
        added.ShouldAllBe(answer => answer.Succeeded);
        (await shop.Cart(cart)).Count.ShouldBe(17);
    }

    [Fact]
    public async Task A_cart_survives_a_restart()
    {
        var sku = await shop.HasPart();
        var cart = await shop.HasCart(sku);
        await shop.Tells(cart, Portland);
        await shop.Stop();
        await shop.Start();
        (await shop.Cart(cart)).Lines.ShouldHaveSingleItem().Sku.ShouldBe(sku);
        (await shop.Get<ICheckout>().FindAsync(cart, Ct)).ShouldBe(new CheckoutDetails(Ann, Portland, "standard"));
    }
}
