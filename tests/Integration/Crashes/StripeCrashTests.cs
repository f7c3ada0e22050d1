using System.Globalization;
using System.Security.Cryptography;
using GigGatek.Tests.FakeStripe;

namespace GigGatek.Tests.Integration.Crashes;

/// <summary>
/// The shop dies while it speaks to Stripe: at each call, before it reaches Stripe and after Stripe has done it; and at random
/// moments of many checkouts. What Stripe charged and what the shop sold are the same afterwards.
/// </summary>
[Trait("Engine", "sqlite")]    // CrashTests die on every engine
[Trait("Database", "any")]
[DirectOnly("kills the shop again and again; what its visitors see of that at the gateway: Operations/Gateway/LostShopTests")]
public sealed class StripeCrashTests : IAsyncLifetime
{
    private const string Pays = "4242424242424242";
    private readonly RunningShop _shop = new("small");
    private readonly FakeStripeServer _stripe = new(FreePorts.Next());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static int Crashes => Math.Max(8, int.Parse(Environment.GetEnvironmentVariable("GIGGATEK_CRASHES") ?? "0", CultureInfo.InvariantCulture));

    public async ValueTask InitializeAsync()
    {
        foreach (var (key, value) in _stripe.Settings())
        {
            _shop.Settings[key] = value;
        }

        _shop.Settings["Payments:Stripe:ReadEventsEverySeconds"] = "1";
        _shop.Settings["Payments:TimeoutSeconds"] = "3";
        _shop.Settings["Payments:ReconcileAfterSeconds"] = "1";
        await _stripe.StartAsync(new Uri(_shop.Address));
        await _shop.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _stripe.DisposeAsync();
    }

    [Fact]
    public async Task Killed_at_any_call_to_Stripe_the_order_is_charged_once()
    {
        var skus = await Stock.Plenty(_shop);
        _stripe.Post = new Post { IsLost = true };    // what the crash left, the reconcilers find
        var crashes = 0;
        for (var call = 1; ; call++)
        {
            foreach (var fault in new[] { Fault.BreaksBefore, Fault.BreaksAfter })
            {
                var (seen, died) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                _stripe.Faults = request =>
                {
                    if (request.Path == "/v1/events" || Interlocked.Increment(ref seen) != call)
                    {
                        return Fault.None;
                    }

                    _shop.KillAsync().ContinueWith(_ => died.TrySetResult(), TaskScheduler.Default);
                    return fault;
                };
                using var shopper = new StubbornShopper(new Uri(_shop.Address), skus, crashes * 3) { Card = _ => ("method", _stripe.NewToken(Pays)) };
                using var once = new CancellationTokenSource();
                var buying = shopper.BuysUntil(once.Token);
                await once.CancelAsync();
                if (await Task.WhenAny(buying, died.Task) == died.Task)
                {
                    crashes++;
                    await _shop.StartAsync();
                }

                _stripe.Faults = _ => Fault.None;
                await buying;
                await IsPaid(shopper.Placed.Single());
            }

            if (NobodyWasCalledThatOften(call, crashes))
            {
                break;
            }
        }

        crashes.ShouldBeGreaterThanOrEqualTo(4, "the making of an intent and its confirmation, before and after each");
        await EverythingAgrees();

        static bool NobodyWasCalledThatOften(int call, int crashes) => crashes < call * 2;
    }

    [Fact]
    public async Task No_charge_is_lost_or_doubled_when_the_shop_is_killed_in_the_middle_of_checkouts()
    {
        var skus = await Stock.Plenty(_shop);
        var dice = new Dice(7);
        _stripe.Post = new Post { Copies = 2, ShuffledBy = 2 };
        _stripe.Faults = _ => dice.Roll(20) switch { 0 => Fault.TooMany, 1 => Fault.FailsAfter, 2 => Fault.BreaksAfter, _ => Fault.None };
        var shoppers = Enumerable.Range(0, 3)
            .Select(number => new StubbornShopper(new Uri(_shop.Address), skus, number * 7) { Card = _ => ("method", _stripe.NewToken(Pays)) }).ToList();
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
        _stripe.Faults = _ => Fault.None;
        shoppers.Sum(shopper => shopper.Placed.Count).ShouldBeGreaterThan(Crashes);
        await EverythingAgrees();
        shoppers.ForEach(shopper => shopper.Dispose());
    }

    /// <summary>The shopper presses again as long as the page lets him.</summary>
    private async Task IsPaid(string order)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(_shop.Address) };
        await TestShop.Until(
            async () =>
            {
                using var answer = await http.GetAsync(new Uri(order + "/return", UriKind.Relative), Ct);
                var leadsTo = answer.Headers.Location?.OriginalString;
                if (leadsTo == order + "/pay")
                {
                    using var again = await http.PostAsync(
                        new Uri(leadsTo, UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("method", _stripe.NewToken(Pays))]), Ct);
                }

                return leadsTo == order && Count("ordering_orders WHERE state = 'PaymentReceived'") == 0;
            },
            "the order to be paid");
    }

    private async Task EverythingAgrees()
    {
        await TestShop.Until(() => Task.FromResult(Count("payments_payments WHERE state = 'Processing'") == 0), "tries to be settled");
        await TestShop.Until(() => Task.FromResult(Count("ordering_orders WHERE state = 'PaymentReceived'") == 0), "payments received to lead on");
        await TestShop.Until(() => Task.FromResult(Count("ordering_orders WHERE state = 'Paid'") == Charged().Count), "every charge to reach its order");
        _stripe.Intents.ShouldAllBe(intent => intent.Charges <= 1);
        Charged().ShouldBeUnique();
        foreach (var number in Charged())
        {
            Count($"ordering_orders WHERE number = '{number}' AND state = 'Paid'").ShouldBe(1, number);
        }

        await _shop.ShouldBalance();
    }

    private List<string> Charged() => [.. _stripe.Intents.Where(intent => intent.Charges > 0).Select(intent => intent.Metadata["order"])];

    private long Count(string from) => _shop.Database.Count(from);
}
