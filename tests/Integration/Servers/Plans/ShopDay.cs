using GigGatek.Catalog.Files;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Catalog;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Payments;
using GigGatek.Tests.Integration.Sealing;
using GigGatek.Tests.Integration.Web;

namespace GigGatek.Tests.Integration.Servers.Plans;

/// <summary>A day in which everything happens that can: every page, every form, every worker; the books apart.</summary>
internal sealed class ShopDay(FurnishedShop furnished)
{
    private static readonly string[] Searches =
    [
        "/c/cpu?grade=Good&grade=Fair&stock=1&sort=price-down", "/c/cpu?brand=AMD&min=50&max=400&sort=newest", "/c/video-card?sort=name&page=2", "/search?q=geforce+16+gb&sort=price-up",
        "/search?q=rizen+9", "/search?q=a", "/search?q=zzzzzz", "/search/suggestions?q=a",
    ];

    private TestShop Shop => furnished.Shop;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task Live()
    {
        await Browse();
        await Manage();
        var paid = await Buy();
        await LookAfter(paid);
        await Join();
        await Stock();
        await Operate();
        await TimePasses();
    }

    private async Task Browse()
    {
        await furnished.ForgetPages();
        foreach (var route in RouteNumbers.All.Values)
        {
            await Open(route.Who(furnished), route.Path(furnished));
            if (route.Few?.Invoke(furnished) is var (who, path))
            {
                await Open(who, path);
            }
        }

        foreach (var path in Searches)
        {
            await Open(furnished.Nobody, path);
        }
    }

    private async Task Manage()
    {
        var number = furnished.Ada.Order.Number;
        string[] paths =
        [
            .. Enum.GetValues<OrderState>().Select(state => $"/admin/orders?state={state}"), $"/admin/orders?q={number}", "/admin/orders?q=customer3@example.com",
            "/admin/orders?from=2026-01-01&to=2026-06-30", "/admin/orders?state=Shipped&from=2026-01-01&to=2026-06-30", "/admin/products?q=ryzen", "/admin/products?category=cpu",
            "/admin/people?q=customer3@example.com", $"/admin/audit?subject={number}",
        ];
        foreach (var path in paths)
        {
            await Open(furnished.Owner, path);
        }

        var orders = Shop.Get<IOrdersAdmin>();
        foreach (var filter in new[] { new OrderFilter(), new OrderFilter(OrderState.Paid), new OrderFilter(From: new DateOnly(2026, 1, 1)) })
        {
            var page = await orders.ListAsync(filter, null, Ct);
            await orders.ListAsync(filter, page.Next, Ct);
        }

        var products = Shop.Get<ICatalogAdmin>();
        await products.ListProductsAsync(null, null, (await products.ListProductsAsync(null, null, null, Ct)).Next, Ct);
        await products.ListProductsAsync("r", "cpu", (await products.ListProductsAsync("r", "cpu", null, Ct)).Next, Ct);
        var people = Shop.Get<IAccountsAdmin>();
        await people.ListAsync(null, (await people.ListAsync(null, null, Ct)).Next, Ct);
        await people.ListAuditAsync(null, (await people.ListAuditAsync(null, null, Ct)).Next, Ct);
    }

    /// <summary>In every way that a card answers. Answers paid orders.</summary>
    private async Task<List<Order>> Buy()
    {
        var sku = await Shop.HasPart(units: 100);
        string[] cards = [PaymentSteps.Pays, PaymentSteps.Pays, PaymentSteps.RefundsSlowly, PaymentSteps.RefundsFail, PaymentSteps.TellsTwice, PaymentSteps.IsDeclined, PaymentSteps.AsksTheBank, PaymentSteps.IsSilent];
        var paid = new List<Order>();
        foreach (var card in cards)
        {
            var cart = await Shop.HasCart(sku, furnished.Sku);
            await Shop.Get<ICarts>().SetQuantityAsync(cart, sku, 2, Ct);
            await Shop.Get<ICarts>().SetDiscountAsync(cart, await Shop.HasCode(), Ct);
            await Shop.Tells(cart, Shoppers.Portland);
            var placed = (await Shop.Places(cart, (await Shop.SeesQuote(cart)).Token)).Value.ShouldNotBeNull();
            var order = (await Shop.Pays(placed, card)).Value;
            if (order?.State == OrderState.Paid)
            {
                paid.Add(order);
            }
        }

        return paid;
    }

    private async Task LookAfter(List<Order> paid)
    {
        var orders = Shop.Get<IOrdersAdmin>();
        (await orders.ShipAsync(Shoppers.Owner, paid[0].Id, "UPS", "1Z1", Ct)).Error.ShouldBeNull();
        (await orders.CancelAsync(Shoppers.Owner, paid[1].Id, "Broken", Ct)).Error.ShouldBeNull();
        foreach (var order in paid.Skip(2))
        {
            (await orders.RefundAsync(Shoppers.Owner, order.Id, Shoppers.Usd(1_00), "A scratch", $"key-{order.Id}", Ct)).Error.ShouldBeNull();
        }

        IReadOnlyList<RefusedRefund> refused = [];
        await TestShop.Until(async () => (refused = await orders.ListRefusedRefundsAsync(paid[3].Id, Ct)).Count > 0, "the card to refuse the refund");
        (await orders.RetryRefundAsync(Shoppers.Owner, paid[3].Id, refused[0].Id, Ct)).Error.ShouldBeNull();
        await orders.DashboardAsync(Ct);
    }

    private async Task Join()
    {
        using var guest = Shop.NewBrowser();
        using (await guest.Send("/cart/add", ("sku", furnished.Sku), ("quantity", "1")))
        using (await guest.SendSignIn(FurnishedShop.AdasEmail))
        {
        }

        var (userId, browser) = await Shop.HasCustomer(Shoppers.Ann.Email);
        var accounts = Shop.Get<IAccounts>();
        (await accounts.ChangePasswordAsync(userId, People.Password, "another copper kettle", Ct)).Error.ShouldBeNull();
        await accounts.RequestResetAsync(Shoppers.Ann.Email, "here", Ct);
        await accounts.SignOutEverywhereAsync(userId, Ct);
        await accounts.SignInAsync(Shoppers.Ann.Email, "wrong", "here", Ct);
        await Shop.Get<IAccountsAdmin>().SetRoleAsync(Shoppers.Owner, userId, "Owner", has: false, Ct);
        browser.Dispose();
    }

    private async Task Stock()
    {
        await Shop.Costs(furnished.Sku, 90_00);
        var admin = Shop.Get<ICatalogAdmin>();
        var product = (await admin.FindProductAsync(furnished.ProductId, Ct)).ShouldNotBeNull();
        (await admin.EditAsync(Shoppers.Owner, new EditProduct(product.Id, product.Name + " S", product.Brand, product.Description, Published: true, product.Version), Ct)).Error.ShouldBeNull();
        var variant = (await admin.FindProductAsync(furnished.ProductId, Ct))!.Variants[0];
        (await admin.AdjustStockAsync(Shoppers.Owner, new AdjustStock(variant.Sku, 3, "Counted", variant.Version), Ct)).Error.ShouldBeNull();
        var file = Path.Combine(Shop.Folder, "all.jsonl");
        (await Shop.Get<ICatalogFiles>().ExportAsync(ExportFormat.Jsonl, file, null, Ct)).Error.ShouldBeNull();
        var some = Path.Combine(Shop.Folder, "some.jsonl");
        await File.WriteAllLinesAsync(some, File.ReadLines(file).Take(50), Ct);
        (await Shop.Get<ICatalogFiles>().ImportAsync(new ImportFiles([some]), null, Ct)).Error.ShouldBeNull();
    }

    private async Task Operate()
    {
        await Shop.Rotates();
        await Shop.ValuesByKey();
    }

    /// <summary>Carts, mails, news and payments that nobody came back for.</summary>
    private async Task TimePasses()
    {
        var order = await Shop.HasOrder(furnished.Sku);
        Shop.Clock.Advance(TimeSpan.FromMinutes(16));
        await Shop.WaitsFor(order.OrderId, seen => seen.State == OrderState.Expired, "the order to expire");
        Shop.Clock.Advance(TimeSpan.FromDays(100));
        await Task.Delay(TimeSpan.FromSeconds(2), Ct);
    }

    private static async Task Open(HttpClient who, string path)
    {
        using var answer = await who.GetAsync(path, Ct);
        ((int)answer.StatusCode).ShouldBeLessThan(500, path);
    }
}
