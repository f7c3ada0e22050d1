using System.Data.Common;
using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Caching;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Payments;
using static GigGatek.Tests.Integration.Ordering.Shoppers;

namespace GigGatek.Tests.Integration.Ordering;

/// <summary>What is ordered is what was seen: a quote is accepted once, by its own cart, as long as nothing has changed.</summary>
public sealed class CheckoutTests(TestShop shop) : IClassFixture<TestShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A trigger plays somebody else, who takes the last use while the units are being reserved.</summary>
    [Fact]
    public async Task Whoever_loses_the_last_use_of_a_code_keeps_no_units()
    {
        var sku = await shop.HasPart(units: 3);
        var code = await shop.HasCode(uses: 1);
        var cart = await shop.HasCart(sku);
        await shop.Get<ICarts>().SetDiscountAsync(cart, code, Ct);
        await shop.Tells(cart, Portland);
        var quote = await shop.SeesQuote(cart);
        await shop.Sql($"CREATE TRIGGER loses AFTER INSERT ON catalog_reservations FOR EACH ROW BEGIN UPDATE ordering_discounts SET uses = 1 WHERE code = '{code}' AND NEW.id = {quote.Id}; END");

        (await shop.Places(cart, quote.Token)).Error.ShouldNotBeNull().Code.ShouldBe("price_changed");
        (await shop.Offer(sku)).Available.ShouldBe(3);

        await shop.Sql($"UPDATE ordering_discounts SET uses = 0 WHERE code = '{code}'; DROP TRIGGER loses");
        (await shop.Places(cart, quote.Token)).Error.ShouldNotBeNull().Code.ShouldBe("quote_expired", "its reservation is closed");
        (await shop.Places(cart, (await shop.SeesQuote(cart)).Token)).Succeeded.ShouldBeTrue();
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task The_quote_that_was_seen_is_the_order_and_the_charge()
    {
        var (sku, other) = (await shop.HasPart(cents: 99_99), await shop.HasPart(cents: 7));
        var cart = await shop.HasCart(sku, other);
        await shop.Get<ICarts>().SetDiscountAsync(cart, await shop.HasCode(DiscountKind.Percent, 1500), Ct);
        await shop.Tells(cart, SanFrancisco);
        var quote = await shop.SeesQuote(cart);

        var placed = (await shop.Places(cart, quote.Token)).Value.ShouldNotBeNull();
        var order = await shop.Looks(placed.OrderId);

        quote.Total.ShouldBe(quote.Subtotal - quote.Discount + quote.Shipping.Price + quote.Tax);
        (order.Subtotal, order.Discount, order.Shipping, order.Tax, order.Total).ShouldBe((quote.Subtotal, quote.Discount, quote.Shipping.Price, quote.Tax, quote.Total));
        order.Lines.ShouldBe(quote.Lines);
        order.Taxes.ShouldBe(quote.Taxes);
        (await shop.Pays(placed)).Value.ShouldNotBeNull().Payment.Captured.ShouldBe(quote.Total);
        (await shop.Get<ICarts>().CountAsync(cart, Ct)).ShouldBe(0);
        await shop.ShouldBalance();
    }

    /// <summary>The moment between the money's arrival and the order's move, in which a second tab may look. A trigger that fails makes it last.</summary>
    [Fact]
    public async Task Nobody_is_asked_to_pay_an_order_whose_money_is_here()
    {
        var order = await shop.HasOrder(await shop.HasPart());
        await shop.Sql("CREATE TRIGGER stays AFTER UPDATE ON ordering_orders FOR EACH ROW BEGIN INSERT INTO catalog_reservations SELECT * FROM catalog_reservations; END");
        await Should.ThrowAsync<DbException>(() => shop.Pays(order));

        using var browser = shop.NewVisitor();
        using var asked = await browser.GetAsync($"/orders/{order.Secret}/pay", Ct);
        asked.Headers.Location.ShouldBe(new Uri($"/orders/{order.Secret}/return", UriKind.Relative));
        var page = await browser.Read($"/orders/{order.Secret}");
        page.ShouldContain("Your payment is under way");
        page.ShouldNotContain($"/orders/{order.Secret}/pay");

        await shop.Sql("DROP TRIGGER stays");
        using var settled = await browser.GetAsync($"/orders/{order.Secret}/return", Ct);
        settled.Headers.Location.ShouldBe(new Uri($"/orders/{order.Secret}", UriKind.Relative));
        (await browser.Read($"/orders/{order.Secret}")).ShouldContain("Your order is paid");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task A_German_order_contains_its_tax()
    {
        var cart = await shop.HasCart(await shop.HasPart(cents: 119_00));
        await shop.Tells(cart, Berlin);
        var quote = await shop.SeesQuote(cart);
        quote.Total.ShouldBe(Usd(119_00 + 16_90));
        quote.Tax.ShouldBe(Usd(19_00 + 2_70));
        quote.Taxes.ShouldHaveSingleItem().Included.ShouldBeTrue();
        await shop.Pays((await shop.Places(cart, quote.Token)).Value!);
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task The_same_quote_again_answers_the_same_order()
    {
        var (cart, quote) = await shop.HasQuote(await shop.HasPart());
        var first = (await shop.Places(cart, quote.Token)).Value.ShouldNotBeNull();
        (await shop.Places(cart, quote.Token)).Value.ShouldBe(first);
        await shop.Pays(first);
        (await shop.Places(cart, quote.Token)).Value.ShouldBe(first);
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task A_quote_placed_many_times_at_once_is_one_order_and_every_click_sees_it()
    {
        var sku = await shop.HasPart(units: 30);
        for (var round = 0; round < 5; round++)
        {
            // One click after the other until the first is through: some look just before it empties the cart, and some just after.
            var (cart, quote) = await shop.HasQuote(sku);
            List<Task<Result<OrderPlacement>>> clicks = [Task.Run(() => shop.Places(cart, quote.Token))];
            while (!clicks[0].IsCompleted && clicks.Count < 200)
            {
                clicks.Add(Task.Run(() => shop.Places(cart, quote.Token)));
                await Task.Yield();
            }

            var answers = await Task.WhenAll(clicks);
            answers.Select(answer => answer.Error).ShouldAllBe(error => error == null);
            answers.Select(answer => answer.Value).Distinct().ShouldHaveSingleItem();
        }

        (await shop.Offer(sku)).Available.ShouldBe(25);
        await shop.ShouldBalance();
    }

    [Theory]
    [InlineData("price")]
    [InlineData("tax")]
    [InlineData("address")]
    [InlineData("contact")]
    [InlineData("shipping")]
    [InlineData("code off")]
    [InlineData("code added")]
    [InlineData("quantity")]
    [InlineData("another line")]
    public async Task What_changed_since_needs_a_new_consent(string what)
    {
        var sku = await shop.HasPart(cents: 120_00);
        var code = await shop.HasCode(DiscountKind.Amount, 10_00);
        var cart = await shop.HasCart(sku);
        await shop.Get<ICarts>().SetDiscountAsync(cart, code, Ct);
        await shop.Tells(cart, SanFrancisco);
        var seen = await shop.SeesQuote(cart);
        await Change(what, cart, sku, code);
        var orders = await shop.Count("ordering_orders");

        (await shop.Places(cart, seen.Token)).Error.ShouldNotBeNull().Code.ShouldBe("price_changed");

        (await shop.Count("ordering_orders")).ShouldBe(orders);
        (await shop.Offer(sku)).Available.ShouldBe(5);
        (await shop.Places(cart, (await shop.SeesQuote(cart)).Token)).Error.ShouldBeNull();
        await TaxIs(725);
    }

    private async Task TaxIs(int basisPoints)
    {
        await shop.Sql($"UPDATE ordering_tax_rates SET basis_points = {basisPoints} WHERE country = 'US' AND region = 'CA'");
        await shop.Get<ShopCache>().ForgetAsync("ordering:price-tables");    // it is remembered for seconds
    }

    private Task Change(string what, string cart, string sku, string code) => what switch
    {
        "price" => shop.Costs(sku, 119_99),
        "tax" => TaxIs(726),
        "address" => shop.Tells(cart, SanFrancisco with { Line1 = "2 Copper Street" }),
        "contact" => shop.Tells(cart, SanFrancisco, new Contact("other@example.com", null)),
        "shipping" => shop.Get<ICheckout>().SetShippingAsync(cart, "express", Ct),
        "code off" => shop.Get<IDiscountsAdmin>().SetActiveAsync(Owner, code, active: false, Ct),
        "code added" => AnotherCode(cart),
        "quantity" => shop.Get<ICarts>().SetQuantityAsync(cart, sku, 2, Ct),
        "another line" => AnotherLine(cart),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private async Task AnotherCode(string cart) => await shop.Get<ICarts>().SetDiscountAsync(cart, await shop.HasCode(DiscountKind.Amount, 11_00), Ct);

    private async Task AnotherLine(string cart) => await shop.Adds(cart, await shop.HasPart());

    [Fact]
    public async Task A_forged_token_orders_nothing()
    {
        var (cart, quote) = await shop.HasQuote(await shop.HasPart());
        foreach (var forged in new[] { "", "x", quote.Token[..^2], quote.Token + "A", Flip(quote.Token, 5), Flip(quote.Token, quote.Token.Length / 2), new string('A', 5000) })
        {
            (await shop.Places(cart, forged)).Error.ShouldNotBeNull().Code.ShouldBe("quote_expired");
        }

        (await shop.Cart(cart)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_carts_token_orders_nothing_before_and_shows_nothing_after()
    {
        var sku = await shop.HasPart();
        var (anns, annsQuote) = await shop.HasQuote(sku);
        var (bobs, _) = await shop.HasQuote(sku);
        var empty = await shop.HasCart(sku);
        await shop.Get<ICarts>().SetQuantityAsync(empty, sku, 0, Ct);

        (await shop.Places(bobs, annsQuote.Token)).Error.ShouldNotBeNull().Code.ShouldBe("price_changed");
        (await shop.Places(anns, annsQuote.Token)).Error.ShouldBeNull();

        (await shop.Places(bobs, annsQuote.Token)).Error.ShouldNotBeNull().Code.ShouldBe("price_changed");
        (await shop.Places(empty, annsQuote.Token)).Error.ShouldNotBeNull();
        (await shop.Places("no-such-cart", annsQuote.Token)).Error.ShouldNotBeNull();
        (await shop.Cart(bobs)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Sold_out_while_looking_names_the_thing_and_keeps_the_rest()
    {
        var (last, other) = (await shop.HasPart(units: 1), await shop.HasPart());
        var (cart, quote) = await shop.HasQuote(last, other);
        await shop.HasOrder(last);

        var refused = (await shop.Places(cart, quote.Token)).Error.ShouldNotBeNull();

        refused.Code.ShouldBe("sold_out");
        refused.Message.ShouldContain((await shop.Offer(last)).Name);
        (await shop.Offer(other)).Available.ShouldBe(5);
        (await shop.Cart(cart)).Lines.Count.ShouldBe(2);
        (await shop.Get<ICheckout>().QuoteAsync(cart, Ct)).Error.ShouldNotBeNull().Code.ShouldBe("sold_out");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task The_last_use_of_a_code_is_used_once()
    {
        var sku = await shop.HasPart(units: 20);
        var code = await shop.HasCode(uses: 1);
        var carts = new List<(string Cart, Quote Quote)>();
        for (var buyer = 0; buyer < 6; buyer++)
        {
            var cart = await shop.HasCart(sku);
            (await shop.Get<ICarts>().SetDiscountAsync(cart, code, Ct)).Error.ShouldBeNull();
            await shop.Tells(cart, Portland);
            carts.Add((cart, await shop.SeesQuote(cart)));
        }

        var answers = await Task.WhenAll(carts.Select(buyer => Task.Run(() => shop.Places(buyer.Cart, buyer.Quote.Token))));

        answers.Count(answer => answer.Succeeded).ShouldBe(1);
        answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Error!.Code == "price_changed");
        await shop.ShouldBalance();
    }

    [Fact]
    public async Task Two_windows_that_order_the_same_cart_at_once_get_one_order()
    {
        for (var round = 0; round < 5; round++)
        {
            var sku = await shop.HasPart(units: 9);
            var (cart, first) = await shop.HasQuote(sku);
            var second = await shop.SeesQuote(cart);
            var answers = await Task.WhenAll(new[] { first, second }.Select(quote => Task.Run(() => shop.Places(cart, quote.Token))));
            answers.Count(answer => answer.Succeeded).ShouldBe(1);
            answers.Single(answer => !answer.Succeeded).Error!.Code.ShouldBeOneOf("price_changed", "cart_empty", "details_missing");
        }
    }

    [Fact]
    public async Task Nothing_is_quoted_before_all_is_told()
    {
        var cart = await shop.HasCart(await shop.HasPart());
        (await Quote(cart)).ShouldBe("details_missing");
        (await Quote("no-such-cart")).ShouldBe("details_missing");
        (await shop.Get<ICheckout>().SetShippingAsync(cart, "standard", Ct)).Error.ShouldNotBeNull().Code.ShouldBe("details_missing");
        await shop.Tells(cart, Portland);
        (await shop.Get<ICheckout>().SetShippingAsync(cart, "teleport", Ct)).Error.ShouldNotBeNull().Field.ShouldBe("shipping");
        (await Quote(cart)).ShouldBeNull();
    }

    [Fact]
    public async Task A_free_shipping_code_pays_for_the_cheapest_way_only()
    {
        var cart = await shop.HasCart(await shop.HasPart(cents: 20_00));
        await shop.Get<ICarts>().SetDiscountAsync(cart, await shop.HasCode(DiscountKind.FreeShipping, 0), Ct);
        await shop.Tells(cart, Portland);
        (await shop.SeesQuote(cart)).Total.ShouldBe(Usd(20_00));
        await shop.Get<ICheckout>().SetShippingAsync(cart, "express", Ct);
        (await shop.SeesQuote(cart)).Total.ShouldBe(Usd(20_00 + 19_90));
    }

    private async Task<string?> Quote(string cart) => (await shop.Get<ICheckout>().QuoteAsync(cart, Ct)).Error?.Code;

    private static string Flip(string token, int at) => token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
}
