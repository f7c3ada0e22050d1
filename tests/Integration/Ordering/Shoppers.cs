using System.Text.Json;
using GigGatek.Catalog.Files;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Contracts.Payments;
using GigGatek.Tests.Integration.Payments;

namespace GigGatek.Tests.Integration.Ordering;

/// <summary>What shoppers and the owner do in a test shop, in the words of the tests.</summary>
internal static class Shoppers
{
    public static readonly Actor Owner = new(0, "owner");
    public static readonly Contact Ann = new("ann@example.com", "+1 503 555 0100");
    public static readonly Address Portland = new("Ann Lovelace", "1 Copper Street", null, "Portland", "OR", "97201", "US", "United States");
    public static readonly Address SanFrancisco = Portland with { City = "San Francisco", Region = "CA", PostalCode = "94103" };
    public static readonly Address Berlin = new("Ann Lovelace", "Kupferstraße 1", null, "Berlin", null, "10115", "DE", "Germany");

    private static int _parts;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Puts a part on the shelf, in Good condition; answers its SKU.</summary>
    public static async Task<string> HasPart(this TestShop shop, int units = 5, long cents = 100_00) => (await shop.HasParts(1, units, cents))[0];

    public static async Task<IReadOnlyList<string>> HasParts(this TestShop shop, int count, int units = 5, long cents = 100_00)
    {
        var names = Enumerable.Range(0, count).Select(_ => $"Testpart-{Interlocked.Increment(ref _parts):D6}").ToList();
        var file = Path.Combine(shop.Folder, names[0] + ".jsonl");
        await File.WriteAllLinesAsync(file, names.Select(name => JsonSerializer.Serialize(
            new { name, category = "widget", price = cents / 100m * 2, variants = new[] { new { grade = "Good", price = cents / 100m, stock = units } } })), Ct);
        (await shop.Get<ICatalogFiles>().ImportAsync(new ImportFiles([file]), null, Ct)).Value.ShouldNotBeNull().Counts.Created.ShouldBe(count);
        var skus = new List<string>();
        foreach (var name in names)
        {
            var product = (await shop.Get<ICatalogAdmin>().ListProductsAsync(name, null, null, Ct)).Items.Single();
            skus.Add((await shop.Get<ICatalog>().FindProductAsync(product.Slug, Ct))!.Variants.Single().Sku);
        }

        return skus;
    }

    public static async Task<Offer> Offer(this TestShop shop, string sku) => (await shop.Get<ICatalog>().FindOffersAsync([sku], Ct)).Single();

    /// <summary>The owner sets a price, or takes the part off sale.</summary>
    public static async Task Costs(this TestShop shop, string sku, long? cents)
    {
        var admin = shop.Get<ICatalogAdmin>();
        var slug = (await shop.Offer(sku)).ProductSlug;
        var rows = await admin.ListProductsAsync((await shop.Offer(sku)).Name, null, null, Ct);
        var version = (await admin.FindProductAsync(rows.Items.Single(row => row.Slug == slug).Id, Ct))!.Variants.Single(variant => variant.Sku == sku).Version;
        (await admin.ChangePriceAsync(Owner, new ChangePrice(sku, cents is { } minor ? Usd(minor) : null, version), Ct)).Error.ShouldBeNull();
    }

    /// <summary>A discount code of its own; answers it.</summary>
    public static async Task<string> HasCode(this TestShop shop, DiscountKind kind = DiscountKind.Percent, long value = 1000, long minimum = 0, int? uses = null)
    {
        var code = $"CODE-{Interlocked.Increment(ref _parts)}";
        (await shop.Get<IDiscountsAdmin>().CreateAsync(Owner, new Discount(code, kind, value, minimum, null, null, uses, 0, Active: true), Ct)).Error.ShouldBeNull();
        return code;
    }

    public static Task<Result<CartChanged>> Adds(this TestShop shop, string? cart, string sku, int quantity = 1) =>
        shop.Get<ICarts>().AddAsync(cart, sku, quantity, Ct);

    /// <summary>A guest's cart with these things in it, one of each.</summary>
    public static async Task<string> HasCart(this TestShop shop, params IEnumerable<string> skus)
    {
        string? cart = null;
        foreach (var sku in skus)
        {
            cart = (await shop.Adds(cart, sku)).Value.ShouldNotBeNull().CartId;
        }

        return cart.ShouldNotBeNull();
    }

    public static async Task<Cart> Cart(this TestShop shop, string cart) => (await shop.Get<ICarts>().FindAsync(cart, Ct)).ShouldNotBeNull();

    public static async Task Tells(this TestShop shop, string cart, Address address, Contact? contact = null)
    {
        (await shop.Get<ICheckout>().SetAddressAsync(cart, contact ?? Ann, address, Ct)).Error.ShouldBeNull();
        (await shop.Get<ICheckout>().SetShippingAsync(cart, "standard", Ct)).Error.ShouldBeNull();
    }

    public static async Task<Quote> SeesQuote(this TestShop shop, string cart) => (await shop.Get<ICheckout>().QuoteAsync(cart, Ct)).Value.ShouldNotBeNull();

    /// <summary>A cart whose checkout is complete, and what it costs.</summary>
    public static async Task<(string Cart, Quote Quote)> HasQuote(this TestShop shop, params IEnumerable<string> skus)
    {
        var cart = await shop.HasCart(skus);
        await shop.Tells(cart, Portland);
        return (cart, await shop.SeesQuote(cart));
    }

    public static Task<Result<OrderPlacement>> Places(this TestShop shop, string cart, string token, long? customerId = null) =>
        shop.Get<ICheckout>().PlaceAsync(cart, token, customerId, Ct);

    /// <summary>An order that waits for its payment.</summary>
    public static async Task<OrderPlacement> HasOrder(this TestShop shop, params IEnumerable<string> skus)
    {
        var (cart, quote) = await shop.HasQuote(skus);
        return (await shop.Places(cart, quote.Token)).Value.ShouldNotBeNull();
    }

    public static Task<Result<Order>> Pays(this TestShop shop, OrderPlacement order, string card = PaymentSteps.Pays) =>
        shop.Get<IOrders>().PayAsync(order.Secret, card, new Uri(shop.Address, $"/orders/{order.Secret}/return").AbsoluteUri, Ct);

    public static async Task<Order> HasPaidOrder(this TestShop shop, long cents = 100_00, string card = PaymentSteps.Pays)
    {
        var paid = (await shop.Pays(await shop.HasOrder(await shop.HasPart(cents: cents)), card)).Value.ShouldNotBeNull();
        paid.State.ShouldBe(OrderState.Paid);
        return paid;
    }

    public static async Task<Order> Looks(this TestShop shop, long orderId) => (await shop.Get<IOrdersAdmin>().FindAsync(orderId, Ct)).ShouldNotBeNull();

    public static async Task<Payment> LooksAtPayment(this TestShop shop, long orderId) => (await shop.Get<IPayments>().FindAsync(orderId, Ct)).ShouldNotBeNull();

    public static Task WaitsFor(this TestShop shop, long orderId, Func<Order, bool> isSo, string what) =>
        TestShop.Until(async () => isSo(await shop.Looks(orderId)), what);

    public static Task WaitsForAvailable(this TestShop shop, string sku, int units) =>
        TestShop.Until(async () => (await shop.Offer(sku)).Available == units, $"{units} units of {sku} to be free");

    /// <summary>Waits until the trail of a subject has these actions, newest first.</summary>
    public static async Task WaitsForTrail(this TestShop shop, string subject, params string[] actions)
    {
        IReadOnlyList<string> trail = [];
        await TestShop.Until(
            async () => (trail = [.. (await shop.Get<IAccountsAdmin>().ListAuditAsync(subject, null, Ct)).Items.Select(entry => entry.Action)]).Count >= actions.Length,
            $"the trail of {subject} to have {actions.Length} entries");
        trail.ShouldBe(actions);
    }

    public static Money Usd(long cents) => PaymentSteps.Usd(cents);
}
