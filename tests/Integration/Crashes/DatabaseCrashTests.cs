using System.Security.Cryptography;
using GigGatek.Tests.Integration.Servers;
using MySqlConnector;

namespace GigGatek.Tests.Integration.Crashes;

/// <summary>
/// The shop dies at its database, while an order is paid with Stripe and while money goes back. A dead process leaves what it has committed: so the moment
/// after a commit, of which the shop has not heard, stands for all up to the next. A few of them, others each time; with GIGGATEK_CUTS=all it dies before and
/// after every statement, from the cart on. Calls to Stripe: <see cref="StripeCrashTests"/>.
/// </summary>
[Trait("Engine", "server")]
[DirectOnly("kills the shop again and again; what its visitors see of that at the gateway: Operations/Gateway/LostShopTests")]
public sealed class DatabaseCrashTests : IAsyncLifetime
{
    private static readonly bool All = Environment.GetEnvironmentVariable("GIGGATEK_CUTS") == "all";
    private static readonly int Step = All ? 1 : 5;
    private readonly MortalShop _mortal = new();
    private readonly CuttingProxy _proxy = new(new MySqlConnectionStringBuilder(TestDatabase.Server));

    public async ValueTask InitializeAsync()
    {
        _mortal.Shop.Settings["Database:ConnectionString"] = _proxy.Leads(_mortal.Shop.Database.Settings()["Database:ConnectionString"]!);
        await _mortal.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _mortal.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Killed_after_any_commit_an_order_is_charged_once_and_its_money_goes_back_once()
    {
        var paying = All ? await AtEachMoment(_ => _mortal.HasPaidOrder()) : await AtEachMoment(_mortal.IsPaid, _mortal.HasOrder);
        paying.ShouldBePositive();
        var givingBack = await AtEachMoment(_mortal.GivesBack, _mortal.HasPaidOrder);
        givingBack.ShouldBePositive();
        await _mortal.EverythingAgrees();
        TestContext.Current.TestOutputHelper!.WriteLine($"It died {paying} times over payments and {givingBack} times over refunds.");
    }

    /// <summary>Does it again and again, the shop dying at the first moment of it, the second, and so on. Answers how often it died.</summary>
    private async Task<int> AtEachMoment(Func<string, Task> work, Func<Task<string>>? before = null)
    {
        var deaths = 0;
        for (var (number, died) = (RandomNumberGenerator.GetInt32(1, Step + 1), true); died; number += Step)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"The shop dies at moment {number}.");
            foreach (var cut in All ? [Cut.Before, Cut.After] : new[] { Cut.After })
            {
                var order = before is null ? "" : await before();
                var death = new OneDeath(_mortal.Shop, number);
                _proxy.AtTheCut = death.Comes;
                _proxy.Cuts = statement => (All || statement.Equals("commit", StringComparison.OrdinalIgnoreCase)) && death.IsNow() ? cut : Cut.Nowhere;
                died = await death.Meets(work(order));
                deaths += died ? 1 : 0;
            }
        }

        return deaths;
    }
}
