using GigGatek.Catalog.Files;
using GigGatek.Contracts.Ordering;
using GigGatek.Platform.Security;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Payments;
using GigGatek.Tests.Integration.Web;

namespace GigGatek.Tests.Integration.Servers.Plans;

/// <summary>A furnished shop with 58,714 parts, 100,000 orders and ten thousand customers.</summary>
public sealed class LargeShop : IAsyncLifetime
{
    private const int Customers = 10;
    private const int OrdersOfEach = 5;
    private const int Times = 2_000;

    public FurnishedShop Furnished { get; } = new();

    public TestShop Shop => Furnished.Shop;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        StatementLog.Announce(Shop.Database);
        await Furnished.InitializeAsync();
        await ImportParts();
        var (orders, customers) = await Sell();
        using var connection = Shop.Database.Open();
        new PastOrders(connection, Shop.Get<PersonalData>()).Repeat(orders, customers, Times);
        foreach (var table in Shop.Database.Tables())
        {
            Shop.Database.Execute($"ANALYZE TABLE {table}");
        }
    }

    public ValueTask DisposeAsync() => Furnished.DisposeAsync();

    private async Task ImportParts()
    {
        var files = Shop.Get<ICatalogFiles>();
        if (LargeCatalogue.Find() is { } folder)
        {
            (await files.ImportAsync(new ImportFiles(Directory.GetFiles(folder, "*.jsonl")), null, Ct)).Error.ShouldBeNull();
            return;
        }

        var few = Path.Combine(Shop.Folder, "few.jsonl");
        var many = Path.Combine(Shop.Folder, "many.jsonl");
        (await files.ExportAsync(ExportFormat.Jsonl, few, null, Ct)).Error.ShouldBeNull();
        LargeCatalogue.Repeat(few, many);
        (await files.ImportAsync(new ImportFiles([many]), null, Ct)).Error.ShouldBeNull();
    }

    /// <summary>Orders in every state that no worker would go on with: paid, shipped, refunded, cancelled.</summary>
    private async Task<(List<long> Orders, List<long> Customers)> Sell()
    {
        var parts = await Shop.HasParts(Customers, units: 1_000);
        var admin = Shop.Get<IOrdersAdmin>();
        List<long> orders = [], customers = [];
        for (var customer = 0; customer < Customers; customer++)
        {
            var email = $"customer{customer}@example.com";
            customers.Add(await Shop.Registers(email));
            for (var i = 0; i < OrdersOfEach; i++)
            {
                var cart = await Shop.HasCart(parts[customer], parts[(customer + 1) % Customers]);
                await Shop.Tells(cart, Shoppers.Portland, new Contact(email, null));
                var placed = (await Shop.Places(cart, (await Shop.SeesQuote(cart)).Token, customers[^1])).Value.ShouldNotBeNull();
                (await Shop.Pays(placed)).Value.ShouldNotBeNull().State.ShouldBe(OrderState.Paid);
                orders.Add(placed.OrderId);
                (await (i switch
                {
                    0 or 1 or 2 => admin.ShipAsync(Shoppers.Owner, placed.OrderId, "UPS", $"1Z{placed.OrderId}", Ct),
                    3 => admin.CancelAsync(Shoppers.Owner, placed.OrderId, "Changed his mind", Ct),
                    _ => admin.RefundAsync(Shoppers.Owner, placed.OrderId, Shoppers.Usd(5_00), "A scratch", $"scratch-{placed.OrderId}", Ct),
                })).Error.ShouldBeNull();
            }
        }

        await TestShop.Until(async () => await Shop.Count("notifications_mails WHERE state = 'Pending'") == 0, "the mails about past orders to be sent");
        return (orders, customers);
    }
}
