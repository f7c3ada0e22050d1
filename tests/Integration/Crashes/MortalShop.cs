using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform;
using GigGatek.Tests.FakeStripe;

namespace GigGatek.Tests.Integration.Crashes;

/// <summary>A shop to kill: it takes money with a Stripe of the test's own, people buy from it, and its owner gives back. Nobody minds asking again.</summary>
internal sealed class MortalShop : IAsyncDisposable
{
    private const string Pays = "4242424242424242";
    private const int Back = 100;    // cents of every refund
    private readonly HttpClient _office = new(new SocketsHttpHandler());
    private StubbornShopper? _shopper;
    private int _bought;

    public RunningShop Shop { get; } = new("small");

    public FakeStripeServer Stripe { get; } = new(FreePorts.Next());

    public IReadOnlyList<string> Skus { get; private set; } = [];

    private StubbornShopper Shopper => _shopper ??= new(new Uri(Shop.Address), Skus, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        foreach (var (key, value) in Stripe.Settings())
        {
            Shop.Settings[key] = value;
        }

        Shop.Settings["Payments:Stripe:ReadEventsEverySeconds"] = "1";
        Shop.Settings["Payments:TimeoutSeconds"] = "3";
        Shop.Settings["Payments:ReconcileAfterSeconds"] = "1";
        await Stripe.StartAsync(new Uri(Shop.Address));
        await Shop.StartAsync();
        Skus = await Stock.Plenty(Shop);
        Shop.Database.Execute("UPDATE accounts_users SET must_change_password = 0");    // as an owner does who has signed in once
        var (exitCode, output) = await Shop.RunAsync(
            "apikeys", "create", "--account", Shop.OwnerEmail, "--name", "Refund desk", "--scope", Permissions.OrdersRead, "--scope", Permissions.OrdersRefund);
        exitCode.ShouldBe(0, output);
        _office.BaseAddress = new Uri(Shop.Address);
        _office.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", output.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("gg_", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        _office.Dispose();
        _shopper?.Dispose();
        await Shop.DisposeAsync();
        await Stripe.DisposeAsync();
    }

    public (string Name, string Value) NewCard() => ("method", Stripe.NewToken(Pays));

    /// <summary>Up to the payment page. Answers the order's path.</summary>
    public async Task<string> HasOrder() => (await Shopper.Places(Skus[_bought++ % Skus.Count])).ShouldNotBeNull();

    /// <summary>Presses until it is paid.</summary>
    public async Task IsPaid(string order)
    {
        await Shopper.Pays(order, NewCard());
        await TestShop.Until(async () => await Shopper.ComesBack(order, NewCard) && Count("ordering_orders WHERE state = 'PaymentReceived'") == 0, "the order to be paid");
    }

    public async Task<string> HasPaidOrder()
    {
        var order = await HasOrder();
        await IsPaid(order);
        return order;
    }

    /// <summary>
    /// One refund of one dollar, asked for until it is answered, and then made. Times that would take a minute are over at once: that of a call whose process
    /// died (see KeptAnswers), and that of a refund's first try.
    /// </summary>
    public async Task GivesBack(string order)
    {
        var id = Convert.ToInt64(Shop.Database.Scalar($"SELECT id FROM ordering_orders WHERE secret = '{Secrets.Hash(order.Split('/')[2])}'"), null);
        await TestShop.Until(() => Refunds(id), "the refund to be answered");
        await TestShop.Until(
            () =>
            {
                Shop.Database.Execute("UPDATE payments_refunds SET due_at = 1 WHERE state = 'Pending' AND attempts = 0");
                return Task.FromResult(Count($"ordering_refunds WHERE order_id = {id} AND state = 'Succeeded'") == 1);
            },
            "the refund to be made");
    }

    /// <summary>What Stripe took and gave back is what the shop says, to the cent, and each of it happened once.</summary>
    public async Task EverythingAgrees()
    {
        await TestShop.Until(() => Task.FromResult(Count("payments_payments WHERE state = 'Processing'") == 0), "tries to be settled");
        await TestShop.Until(() => Task.FromResult(Count("ordering_orders WHERE state = 'PaymentReceived'") == 0), "payments received to lead on");
        await TestShop.Until(() => Task.FromResult(Count("ordering_orders WHERE state = 'Paid'") == Charged().Count), "every charge to reach its order");
        Stripe.Intents.ShouldAllBe(intent => intent.Charges <= 1);
        Charged().ShouldBeUnique();
        foreach (var number in Charged())
        {
            Count($"ordering_orders WHERE number = '{number}' AND state = 'Paid'").ShouldBe(1, number);
        }

        Stripe.Refunds.Select(refund => refund.IntentId).ShouldBeUnique("one refund was asked for of each order at most");
        Stripe.Refunds.ShouldAllBe(refund => refund.Amount == Back && refund.Status == "succeeded");
        Count("ordering_refunds WHERE state = 'Succeeded'").ShouldBe(Stripe.Refunds.Count);
        Count("payments_refunds WHERE state = 'Succeeded'").ShouldBe(Stripe.Refunds.Count);
        await Shop.ShouldBalance();
    }

    public long Count(string from) => Shop.Database.Count(from);

    private async Task<bool> Refunds(long order)
    {
        Shop.Database.Execute("UPDATE api_answers SET claimed_until = 1 WHERE status IS NULL");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/admin/orders/{order}/refunds", UriKind.Relative))
        {
            Headers = { { "Idempotency-Key", $"refund-of-{order}" } },
            Content = new StringContent($$$"""{"amount":{"minor":{{{Back}}},"currency":"USD"},"reason":"A scratch."}""", Encoding.UTF8, "application/json"),
        };
        try
        {
            using var answer = await _office.SendAsync(request, Ct);
            if (answer.StatusCode != HttpStatusCode.Conflict)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Ct));
                return true;
            }

            (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("still_running");
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or IOException)
        {
            // the shop is dead; he asks again
        }

        return false;
    }

    private List<string> Charged() => [.. Stripe.Intents.Where(intent => intent.Charges > 0).Select(intent => intent.Metadata["order"])];
}
