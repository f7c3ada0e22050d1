using GigGatek.Contracts;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.FakeStripe;
using GigGatek.Tests.Integration.Ordering;

namespace GigGatek.Tests.Integration.Payments.Stripe;

/// <summary>A shop that takes money with Stripe, and a Stripe of its own beside it.</summary>
public sealed class StripeShop : IAsyncLifetime
{
    public const string Pays = "4242 4242 4242 4242";
    public const string IsDeclined = "4000 0000 0000 0002";
    public const string LacksMoney = "4000 0000 0000 9995";
    public const string HasExpired = "4000 0000 0000 0069";
    public const string AsksTheBank = "4000 0027 6000 3184";
    public const string IsDisputed = "4000 0000 0000 0259";
    public const string RefundsSlowly = "4000 0000 0000 7726";
    public const string RefundsFailLater = "4000 0000 0000 5126";

    public TestShop Shop { get; } = new HurriedShop();

    public FakeStripeServer Stripe { get; }

    public StripeShop() => Stripe = new FakeStripeServer(FreePorts.Next(), Shop.Clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Start();

    public async ValueTask Start(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in Stripe.Settings().Select(pair => (pair.Key, pair.Value)).Concat([("Payments:Stripe:ReadEventsEverySeconds", "1")]).Concat(settings))
        {
            Shop.Settings[key] = value;
        }

        await Stripe.StartAsync(Shop.Address);
        await Shop.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await Stripe.DisposeAsync();
    }

    /// <summary>Pays with a card whose details went from the page to Stripe.</summary>
    public Task<Result<Order>> PaysWith(OrderPlacement order, string card) => Shop.Pays(order, Stripe.NewToken(card));

    public async Task<Order> HasPaidOrder(string card = Pays, long cents = 100_00)
    {
        var paid = (await PaysWith(await Shop.HasOrder(await Shop.HasPart(cents: cents)), card)).Value.ShouldNotBeNull();
        paid.State.ShouldBe(OrderState.Paid);
        return paid;
    }

    public Intent IntentOf(string orderNumber) => Stripe.Intents.Single(intent => intent.Metadata["order"] == orderNumber);

    public async Task<Order> Refunds(Order order, long cents, string reason = "Came back")
    {
        (await Shop.Get<IOrdersAdmin>().RefundAsync(Shoppers.Owner, order.Id, PaymentSteps.Usd(cents), reason, $"key-{PaymentSteps.NewId()}", Ct)).Succeeded.ShouldBeTrue();
        return await Shop.Looks(order.Id);
    }

    /// <summary>
    /// Money at Stripe and orders here tell the same story, to the cent: an order was charged once at most, and every charge has
    /// its paid order or went back. An intent whose making was not answered may stand beside the one that was used; nobody can pay it.
    /// </summary>
    public async Task ShouldAgree()
    {
        foreach (var (number, intents) in Stripe.Intents.GroupBy(intent => intent.Metadata["order"]).Select(group => (group.Key, group.ToList())))
        {
            var order = await FindOrder(number);
            var (charged, ids) = (intents.Where(intent => intent.Status == "succeeded").Sum(intent => intent.Amount), intents.Select(intent => intent.Id).ToHashSet());
            var back = Stripe.Refunds.Where(refund => ids.Contains(refund.IntentId) && refund.Status == "succeeded").Sum(refund => refund.Amount);
            intents.Sum(intent => intent.Charges).ShouldBeLessThanOrEqualTo(1, number);
            intents.Count(intent => intent.ReturnUrl is not null).ShouldBeLessThanOrEqualTo(1, number);
            order.Payment.Captured.Minor.ShouldBe(charged, number);
            order.Refunded.Minor.ShouldBe(back, number);
            (charged == 0 || order.State is OrderState.Paid or OrderState.Shipped || back == charged).ShouldBeTrue($"{number} is {order.State}, and of {charged} only {back} went back");
        }

        await Shop.ShouldBalance();
    }

    private async Task<Order> FindOrder(string number)
    {
        var id = Convert.ToInt64(Shop.Database.Scalar($"SELECT id FROM ordering_orders WHERE number = '{number}'"), null);
        return await Shop.Looks(id);
    }
}
