using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Redis;

/// <summary>Who is signed in, and how much is in a cart: remembered for all processes, and forgotten by all at once.</summary>
[Collection(nameof(TwoNodes))]
[Trait("Database", "any")]
public sealed class SharedSessionTests(TwoNodes shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_one_process_has_looked_up_the_other_need_not()
    {
        await shop.First.HasCustomer("shared@example.com");
        var key = await shop.First.HasBrowserSession("shared@example.com");
        (await shop.Second.FindBrowserSession(key)).ShouldNotBeNull();
        var before = shop.Reads("value", found: true);

        (await shop.First.FindBrowserSession(key)).ShouldNotBeNull();

        shop.Reads("value", found: true).ShouldBe(before + 2, "the session and its person");
    }

    [Fact]
    public async Task A_role_that_is_taken_at_one_process_is_gone_at_the_other()
    {
        var (userId, _) = await shop.First.HasStaff("Catalogue desk");
        var key = await shop.First.HasBrowserSession("catalogue.desk@example.com");
        await TestShop.Until(async () => (await shop.Second.FindBrowserSession(key))!.Permissions.Contains(Permissions.CatalogEdit), "the role");

        (await shop.First.Get<IAccountsAdmin>().SetRoleAsync(Actor.System, userId, "Catalogue desk", has: false, Ct)).Error.ShouldBeNull();

        // It is remembered for a minute, longer than this waits.
        await TestShop.Until(async () => !(await shop.Second.FindBrowserSession(key))!.Permissions.Contains(Permissions.CatalogEdit), "the role to be gone");
    }

    [Fact]
    public async Task Who_signs_out_everywhere_is_out_at_the_other_process()
    {
        var (userId, browser) = await shop.First.HasCustomer("leaves@example.com");
        var key = await shop.First.HasBrowserSession("leaves@example.com");
        (await shop.Second.FindBrowserSession(key)).ShouldNotBeNull();

        (await shop.First.Get<IAccounts>().SignOutEverywhereAsync(userId, Ct)).Error.ShouldBeNull();

        (await browser.IsSignedIn()).ShouldBeFalse();
        await TestShop.Until(async () => await shop.Second.FindBrowserSession(key) is null, "the session to have ended at the other");
    }

    [Fact]
    public async Task A_browser_that_signs_out_at_one_process_is_out_at_the_other()
    {
        var (_, browser) = await shop.First.HasCustomer("leaves-one@example.com");
        var key = await shop.First.HasBrowserSession("leaves-one@example.com");
        (await shop.Second.FindBrowserSession(key)).ShouldNotBeNull();

        await shop.First.Get<IBrowserSessions>().EndAsync(key, Ct);

        await TestShop.Until(async () => await shop.Second.FindBrowserSession(key) is null, "the session to have ended at the other");
        (await browser.IsSignedInAt(shop.Second)).ShouldBeTrue("it is another session");
    }

    [Fact]
    public async Task A_carts_units_are_counted_once_and_anew_after_every_change()
    {
        var skus = await shop.First.HasParts(2);
        var cart = await shop.First.HasCart(skus);
        (await Counts(shop.First, cart)).ShouldBe(2);
        var found = shop.Reads("value", found: true);
        (await Counts(shop.First, cart)).ShouldBe(2);
        shop.Reads("value", found: true).ShouldBe(found + 1);

        await shop.Second.Adds(cart, skus[0]);
        (await Counts(shop.First, cart)).ShouldBe(3);
        await shop.Second.Get<ICarts>().SetQuantityAsync(cart, skus[0], 0, Ct);
        (await Counts(shop.First, cart)).ShouldBe(1);
        await shop.Second.Tells(cart, Shoppers.Portland);
        (await shop.Second.Places(cart, (await shop.Second.SeesQuote(cart)).Token)).Value.ShouldNotBeNull();
        (await Counts(shop.First, cart)).ShouldBe(0);
    }

    [Fact]
    public async Task A_guests_cart_that_joins_a_customers_is_counted_with_it()
    {
        var (userId, _) = await shop.First.HasCustomer("joins@example.com");
        var guest = await shop.First.HasCart(await shop.First.HasParts(2));
        (await Counts(shop.Second, guest)).ShouldBe(2);

        var own = (await shop.First.Get<ICarts>().MergeAsync(guest, userId, Ct)).ShouldNotBeNull();

        (await Counts(shop.Second, guest)).ShouldBe(0);
        (await Counts(shop.Second, own)).ShouldBe(2);
    }

    private static Task<int> Counts(TestShop node, string cart) => node.Get<ICarts>().CountAsync(cart, Ct);
}
