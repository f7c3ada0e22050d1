using System.Globalization;
using System.Security.Cryptography;
using GigGatek.Platform;

namespace GigGatek.Tests.Integration.Crashes;

/// <summary>The shop dies at random moments of checkouts, again and again, without a chance to say goodbye.</summary>
[Trait("Database", "any")]    // DatabaseCrashTests dies at the commits of each server; by chance the shop dies on it where it is named
[DirectOnly("kills the shop again and again; what its visitors see of that at the gateway: Operations/Gateway/LostShopTests")]
public sealed class CrashTests : IAsyncLifetime
{
    private const int Shoppers = 4;
    private readonly RunningShop _shop = new("small");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A dozen on each database; the soak asks for hundreds.</summary>
    private static int Crashes => int.Parse(Environment.GetEnvironmentVariable("GIGGATEK_CRASHES") ?? "12", CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync() => await _shop.StartAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task No_order_is_lost_doubled_or_stuck_when_the_shop_is_killed_in_the_middle_of_checkouts()
    {
        var skus = await Stock.Plenty(_shop);
        var shoppers = Enumerable.Range(0, Shoppers).Select(number => new StubbornShopper(new Uri(_shop.Address), skus, number * 7)).ToList();
        using var enough = new CancellationTokenSource();
        var buying = Task.WhenAll(shoppers.Select(shopper => shopper.BuysUntil(enough.Token)));
        for (var crash = 0; crash < Crashes && !buying.IsFaulted; crash++)
        {
            var answers = shoppers.Sum(shopper => shopper.Answers) + RandomNumberGenerator.GetInt32(3, 25);
            await TestShop.Until(() => Task.FromResult(buying.IsCompleted || shoppers.Sum(shopper => shopper.Answers) >= answers), "shoppers to get answers");
            await Task.Delay(RandomNumberGenerator.GetInt32(0, 30), Ct);
            await _shop.KillAsync();
            await _shop.StartAsync();
        }

        await enough.CancelAsync();
        await buying;

        var placed = shoppers.SelectMany(shopper => shopper.Placed).ToList();
        placed.Count.ShouldBeGreaterThan(Crashes);
        Count("ordering_orders").ShouldBe(placed.Count, "orders in the database against orders that shoppers know of");
        placed.Distinct().Count().ShouldBe(placed.Count);
        await TestShop.Until(() => Task.FromResult(Count("ordering_orders WHERE state = 'PaymentReceived'") == 0), "payments received to lead on");
        await TestShop.Until(() => Task.FromResult(Count("payments_payments WHERE state = 'Processing'") == 0), "silent payments to be settled");
        await TestShop.Until(
            () => Task.FromResult(Count("ordering_orders AS o JOIN payments_payments AS p ON p.id = o.id WHERE o.state = 'AwaitingPayment' AND p.state = 'Succeeded'") == 0),
            "every captured payment to reach its order");
        foreach (var order in shoppers.SelectMany(shopper => shopper.Paid))
        {
            StateOf(order).ShouldBe("Paid");
        }

        await _shop.ShouldBalance();
        shoppers.ForEach(shopper => shopper.Dispose());
    }

    private long Count(string from) => _shop.Database.Count(from);

    private string StateOf(string orderPath) => (string)_shop.Database.Scalar($"SELECT state FROM ordering_orders WHERE secret = '{Secrets.Hash(orderPath.Split('/')[2])}'")!;
}
