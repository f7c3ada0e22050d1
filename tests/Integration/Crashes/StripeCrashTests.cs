using System.Globalization;
using System.Security.Cryptography;
using GigGatek.Tests.FakeStripe;

namespace GigGatek.Tests.Integration.Crashes;

/// <summary>
/// The shop dies while it speaks to Stripe: at each call, before it reaches Stripe and after Stripe has done it; and at random
/// moments of many checkouts. What Stripe charged and what the shop sold are the same afterwards.
/// </summary>
[Trait("Engine", "sqlite")]    // CrashTests and DatabaseCrashTests die on every engine
[Trait("Database", "any")]
[DirectOnly("kills the shop again and again; what its visitors see of that at the gateway: Operations/Gateway/LostShopTests")]
public sealed class StripeCrashTests : IAsyncLifetime
{
    private readonly MortalShop _mortal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static int Crashes => Math.Max(8, int.Parse(Environment.GetEnvironmentVariable("GIGGATEK_CRASHES") ?? "0", CultureInfo.InvariantCulture));

    public async ValueTask InitializeAsync() => await _mortal.StartAsync();

    public ValueTask DisposeAsync() => _mortal.DisposeAsync();

    [Fact]
    public async Task Killed_at_any_call_to_Stripe_an_order_is_charged_once_and_its_money_goes_back_once()
    {
        _mortal.Stripe.Post = new Post { IsLost = true };    // what the crash left, the reconcilers find
        var paying = await AtEachCall(_ => _mortal.HasPaidOrder());
        paying.ShouldBeGreaterThanOrEqualTo(4, "the making of an intent and its confirmation, before and after each");
        var givingBack = await AtEachCall(_mortal.GivesBack, _mortal.HasPaidOrder);
        givingBack.ShouldBeGreaterThanOrEqualTo(2, "the making of a refund, before and after");
        await _mortal.EverythingAgrees();
    }

    [Fact]
    public async Task No_charge_is_lost_or_doubled_when_the_shop_is_killed_in_the_middle_of_checkouts()
    {
        var dice = new Dice(7);
        _mortal.Stripe.Post = new Post { Copies = 2, ShuffledBy = 2 };
        _mortal.Stripe.Faults = _ => dice.Roll(20) switch { 0 => Fault.TooMany, 1 => Fault.FailsAfter, 2 => Fault.BreaksAfter, _ => Fault.None };
        var shoppers = Enumerable.Range(0, 3)
            .Select(number => new StubbornShopper(new Uri(_mortal.Shop.Address), _mortal.Skus, number * 7) { Card = _ => _mortal.NewCard() }).ToList();
        using var enough = new CancellationTokenSource();
        var buying = Task.WhenAll(shoppers.Select(shopper => shopper.BuysUntil(enough.Token)));
        for (var crash = 0; crash < Crashes && !buying.IsFaulted; crash++)
        {
            var answers = shoppers.Sum(shopper => shopper.Answers) + RandomNumberGenerator.GetInt32(3, 25);
            await TestShop.Until(() => Task.FromResult(buying.IsCompleted || shoppers.Sum(shopper => shopper.Answers) >= answers), "shoppers to get answers");
            await Task.Delay(RandomNumberGenerator.GetInt32(0, 30), Ct);
            await _mortal.Shop.KillAsync();
            await _mortal.Shop.StartAsync();
        }

        await enough.CancelAsync();
        await buying;
        _mortal.Stripe.Faults = _ => Fault.None;
        shoppers.Sum(shopper => shopper.Placed.Count).ShouldBeGreaterThan(Crashes);
        await _mortal.EverythingAgrees();
        shoppers.ForEach(shopper => shopper.Dispose());
    }

    /// <summary>Does it again and again, the shop dying at the first call of it, the second, and so on. Answers how often it died.</summary>
    private async Task<int> AtEachCall(Func<string, Task> work, Func<Task<string>>? before = null)
    {
        for (var (call, deaths) = (1, 0); ; call++)
        {
            foreach (var fault in new[] { Fault.BreaksBefore, Fault.BreaksAfter })
            {
                var order = before is null ? "" : await before();
                var death = new OneDeath(_mortal.Shop, call);
                _mortal.Stripe.Faults = request =>
                {
                    if (request.Path == "/v1/events" || !death.IsNow())
                    {
                        return Fault.None;
                    }

                    _ = death.Comes();
                    return fault;
                };
                deaths += await death.Meets(work(order)) ? 1 : 0;
            }

            if (deaths < call * 2)
            {
                return deaths;    // it asks less often than that
            }
        }
    }
}
