using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Security.Keys;
using GigGatek.Platform.Security.Sealing;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.Sealing;

public sealed class RotationTests : IAsyncLifetime
{
    private readonly HurriedShop _shop = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task What_began_before_a_rotation_goes_on_after_it_and_the_old_key_can_be_destroyed()
    {
        var (ann, browser) = await _shop.HasCustomer("ann@example.com");
        var paid = await _shop.HasPaidOrder(card: PaymentSteps.Pays);
        var (cart, quote) = await _shop.HasQuote(await _shop.HasPart());
        var reset = (await _shop.Get<IAccounts>().CreateResetLinkAsync(ann, Ct)).ShouldNotBeNull();
        var before = await _shop.CurrentKey();

        var after = await _shop.Rotates();
        (await _shop.ValuesByKey())[before].ShouldBeGreaterThan(10);
        await GoesOn();
        await _shop.Reencrypts();
        await GoesOn();

        (await browser.IsSignedIn()).ShouldBeTrue("the session's cookie is older than the key");
        (await _shop.Places(cart, quote.Token)).Error.ShouldBeNull("so is the quote");
        using var renewed = await browser.FollowLink(reset.Path, "/account/reset", ("newPassword", "winter lantern harbour"));
        ((int)renewed.StatusCode).ShouldBe(303, await renewed.Body());

        (await _shop.Get<SealedData>().RetireAsync(before, Ct)).Error.ShouldNotBeNull().Code.ShouldBe("too_early");
        _shop.Clock.Advance(TimeSpan.FromHours(3));
        await TestShop.Until(async () => !(await _shop.ValuesByKey()).ContainsKey(before), "counters of tries to end");
        (await _shop.Get<SealedData>().RetireAsync(before, Ct)).Error.ShouldBeNull();
        (await _shop.Sql($"SELECT wrapped FROM platform_data_keys WHERE name = '{before}'")).ShouldBe(DBNull.Value);

        await _shop.Stop();
        await _shop.Start();
        (await _shop.ValuesByKey()).Keys.ShouldBe([after]);
        (await _shop.SignsIn("ANN@example.com", "winter lantern harbour")).Dispose();
        await GoesOn();
        await _shop.ShouldBalance();

        async Task GoesOn()
        {
            (await _shop.Get<IOrders>().FindBySecretAsync(paid.Secret, Ct)).ShouldNotBeNull().Contact.ShouldBe(Shoppers.Ann);
            (await _shop.Get<IOrdersAdmin>().ListAsync(new OrderFilter(Text: "ann@example.com"), null, Ct)).Items.ShouldContain(order => order.Number == paid.Number);
            (await _shop.Get<IAccountsAdmin>().ListAsync("ann@example.com", null, Ct)).Items.ShouldHaveSingleItem().UserId.ShouldBe(ann);
        }
    }

    [Fact]
    public async Task A_key_with_values_left_is_not_destroyed()
    {
        var order = await _shop.HasOrder(await _shop.HasPart());
        var before = await _shop.CurrentKey();
        await _shop.Rotates();
        _shop.Clock.Advance(TimeSpan.FromHours(3));

        var refusal = (await _shop.Get<SealedData>().RetireAsync(before, Ct)).Error.ShouldNotBeNull();

        refusal.Code.ShouldBe("in_use");
        refusal.Message.ShouldContain("giggatek keys reencrypt");
        (await _shop.Get<IOrders>().FindBySecretAsync(order.Secret, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Re_encryption_does_nothing_twice()
    {
        await _shop.HasPaidOrder();
        await _shop.Rotates();
        await _shop.Reencrypts();
        var stored = await _shop.Sql("SELECT concat(contact, address, sealed_secret, email_index) FROM ordering_orders");

        await _shop.Reencrypts();

        (await _shop.Sql("SELECT concat(contact, address, sealed_secret, email_index) FROM ordering_orders")).ShouldBe(stored);
    }

    [Fact]
    public async Task What_the_shop_writes_in_the_middle_of_re_encryption_wins()
    {
        var cart = await _shop.HasCart(await _shop.HasPart());
        using var enough = new CancellationTokenSource();
        var reencrypting = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await _shop.Rotates();
                    await _shop.Reencrypts();
                }
            },
            Ct);
        for (var number = 1; number <= 150; number++)
        {
            var told = Shoppers.Portland with { Line1 = $"{number} Copper Street" };
            (await _shop.Get<ICheckout>().SetAddressAsync(cart, Shoppers.Ann, told, Ct)).Error.ShouldBeNull();
            (await _shop.Get<ICheckout>().FindAsync(cart, Ct)).ShouldNotBeNull().Address.ShouldBe(told);
        }

        await enough.CancelAsync();
        await reencrypting;
        (await _shop.Get<DataKeys>().ListAsync(Ct)).Count.ShouldBeGreaterThan(2);
        (await _shop.Get<ICheckout>().FindAsync(cart, Ct)).ShouldNotBeNull().Address.ShouldNotBeNull().Line1.ShouldBe("150 Copper Street");
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task A_damaged_value_is_reported_and_left_as_it_is()
    {
        var order = await _shop.HasPaidOrder();
        await _shop.Sql($"UPDATE ordering_orders SET address = contact WHERE id = {order.Id}");
        var stored = await _shop.Sql("SELECT address FROM ordering_orders");
        await _shop.Rotates();

        var report = await _shop.Get<SealedData>().ReencryptAsync(new Pace(10, TimeSpan.Zero), new Progress<ColumnProgress>(), Ct);

        report.Faults.ShouldBe([$"ordering_orders.address of row {order.Id} does not open."]);
        (await _shop.Sql("SELECT address FROM ordering_orders")).ShouldBe(stored);
    }

    [Fact]
    public async Task Locked_out_stays_locked_out_through_a_rotation()
    {
        await _shop.Registers("ann@example.com");
        using var browser = _shop.NewBrowser();
        for (var number = 0; number < 5; number++)
        {
            using var wrong = await browser.SendSignIn("ann@example.com", "not her password");
        }

        await _shop.Rotates();

        using var right = await browser.SendSignIn("ann@example.com");
        (await right.Body()).ShouldContain("locked for");
    }

    [Fact]
    public async Task Secrets_of_an_earlier_version_are_sealed_after_the_start_and_lead_to_the_same_order_and_cart()
    {
        var order = await _shop.HasPaidOrder();
        var cart = await _shop.HasCart(await _shop.HasPart());
        await _shop.Stop();
        await _shop.Sql($"UPDATE ordering_orders SET secret = '{order.Secret}', sealed_secret = NULL WHERE id = {order.Id}");
        await _shop.Sql($"UPDATE ordering_carts SET secret = '{cart}', sealed_secret = NULL WHERE secret = '{GigGatek.Platform.Secrets.Hash(cart)}'");

        await _shop.Start();

        await TestShop.Until(async () => await _shop.Count("ordering_orders WHERE sealed_secret IS NULL") + await _shop.Count("ordering_carts WHERE sealed_secret IS NULL") == 0, "old secrets to be sealed");
        (await _shop.Get<IOrders>().FindBySecretAsync(order.Secret, Ct)).ShouldNotBeNull().Secret.ShouldBe(order.Secret);
        (await _shop.Get<ICarts>().FindAsync(cart, Ct)).ShouldNotBeNull().Lines.ShouldHaveSingleItem();
        await _shop.ShouldBalance();
    }
}
