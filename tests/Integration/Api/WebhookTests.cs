using GigGatek.Client;
using GigGatek.Client.Models;
using GigGatek.Contracts.Ordering;
using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Ordering;
using GigGatek.Tests.Integration.Payments;
using DeliveryState = GigGatek.Client.Models.DeliveryState;

namespace GigGatek.Tests.Integration.Api;

/// <summary>Partners are told what happens to their orders: signed, again until it arrives, and once more when they ask.</summary>
[DirectOnly("its receivers are on this machine, and the firewall refuses addresses of inner networks (deploy/edge/modsecurity/own/outgoing.conf)")]
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly HurriedShop _shop = new() { Settings = { ["Api:WebhooksMayStayInside"] = "true" } };
    private GigGatekClient _partner = null!;
    private Receiver _receiver = null!;
    private long _customerId;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Client.Api.V1.Webhooks.WebhooksRequestBuilder Webhooks => _partner.Api.V1.Webhooks;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        (_customerId, _) = await _shop.HasCustomer("ada@partner.example");
        _partner = await NewPartner(_customerId);
        _receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task An_order_is_told_at_each_of_its_steps_and_signed()
    {
        var made = await Makes("order.placed", "order.paid", "order.refunded");
        var order = await Buys();
        await TestShop.Until(() => Task.FromResult(_receiver.All.Count == 2), "two messages");
        _receiver.All.ShouldAllBe(message => message.Order == order.Number && message.IsSignedWith(made.Secret!));
        _receiver.All.Select(message => message.Event).Order().ShouldBe(["order.paid", "order.placed"]);
        _receiver.All.Select(message => message.Id).Distinct().Count().ShouldBe(2);
        (_shop.Clock.GetUtcNow() - _receiver.All[0].At).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(2));

        (await _shop.Get<IOrdersAdmin>().RefundAsync(Shoppers.Owner, (await Find(order)).Id, Shoppers.Usd(100), "A scratch.", "one", Ct)).Error.ShouldBeNull();
        await TestShop.Until(() => Task.FromResult(_receiver.All.Any(message => message.Event == "order.refunded")), "the refund");
        await TestShop.Until(async () => (await Deliveries(made)).All(delivery => delivery.State == DeliveryState.Delivered), "all to be noted");
        _receiver.All.ShouldAllBe(message => !message.Body.Contains("example", StringComparison.Ordinal), "it says nothing of a person");
    }

    [Fact]
    public async Task What_does_not_arrive_is_sent_again_later_and_later_with_the_same_id()
    {
        var made = await Makes("order.placed");
        _receiver.Status = 500;
        await Buys();
        var waits = new[] { 5, 300, 1800, 7200 };
        for (var tries = 0; tries < 3;)
        {
            var (before, last, next) = (tries, default(DateTimeOffset), default(DateTimeOffset?));
            await TestShop.Until(
                async () =>
                {
                    var heard = _receiver.All;
                    (tries, last) = heard.Count > 0 ? (heard.Count, heard[^1].At) : default;
                    next = await Deliveries(made) is [{ Outcome: "status_500" } one] && one.Attempts == tries ? one.NextTryAt : null;
                    return tries > before && next > last.AddSeconds(1);    // its end has been noted: until then the time before stands there, and a message tells whole seconds
                },
                "a try");
            (next!.Value - last).TotalSeconds.ShouldBeInRange(waits[tries - 1], waits[tries - 1] + 30);
            _shop.Clock.Advance(TimeSpan.FromSeconds(waits[tries - 1]));
        }

        (await Webhooks[made.Webhook!.Id!].GetAsync(cancellationToken: Ct))!.FailingSince.ShouldNotBeNull();
        _receiver.Status = 204;
        _shop.Clock.Advance(TimeSpan.FromHours(3));
        await TestShop.Until(async () => (await Deliveries(made)).Single().State == DeliveryState.Delivered, "it to arrive");
        (await Webhooks[made.Webhook.Id!].GetAsync(cancellationToken: Ct))!.FailingSince.ShouldBeNull();
        _receiver.All.Select(message => message.Id).Distinct().ShouldHaveSingleItem();
        _receiver.All.Select(message => message.Signature).Distinct().Count().ShouldBe(_receiver.All.Count, "each try has its time");
    }

    [Fact]
    public async Task What_was_given_up_is_sent_once_more_when_its_owner_asks()
    {
        var made = await Makes("order.placed");
        _receiver.Status = 500;
        await Buys();
        await TestShop.Until(
            async () =>
            {
                _shop.Clock.Advance(TimeSpan.FromHours(25));
                return await Deliveries(made) is [{ State: DeliveryState.GivenUp }];
            },
            "it to be given up");
        var given = (await Deliveries(made)).Single();
        given.Attempts.ShouldBe(10);
        given.NextTryAt.ShouldBeNull();
        var before = _receiver.All.Count;
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        _receiver.All.Count.ShouldBe(before);

        _receiver.Status = 200;
        await Webhooks[made.Webhook!.Id!].Deliveries[given.Id!].Replays.PostAsync(cancellationToken: Ct);
        await TestShop.Until(async () => (await Deliveries(made)).Single().State == DeliveryState.Delivered, "it to arrive");
        await Webhooks[made.Webhook.Id!].Deliveries[given.Id!].Replays.PostAsync(cancellationToken: Ct);
        await TestShop.Until(() => Task.FromResult(_receiver.All.Count == before + 2), "it to be sent a third time");
    }

    [Fact]
    public async Task A_worker_that_dies_over_a_delivery_leaves_it_to_the_next()
    {
        var made = await Makes("order.placed");
        await Buys();
        await TestShop.Until(async () => await Deliveries(made) is [{ State: DeliveryState.Delivered }], "it to arrive");
        _shop.Database.Execute("UPDATE api_deliveries SET state = 'Pending', settled_at = NULL, claimed_until = due_at + 60000");    // it was sent, and not noted
        _shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await TestShop.Until(async () => await Deliveries(made) is [{ State: DeliveryState.Delivered }] && _receiver.All.Count == 2, "it to arrive again");
        _receiver.All.Select(message => message.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_two_processes_one_sends()
    {
        await using var second = new TestShop { Beside = _shop, Settings = { ["Api:WebhooksMayStayInside"] = "true" } };
        await second.InitializeAsync();
        var made = await Makes("order.placed", "order.paid");
        for (var order = 0; order < 5; order++)
        {
            await Buys();
        }

        await TestShop.Until(async () => await Deliveries(made) is { Count: 10 } all && all.All(delivery => delivery.State == DeliveryState.Delivered), "ten to arrive");
        _receiver.All.Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_nobody_else()
    {
        await using var hanging = await Receiver.StartAsync();
        hanging.Hangs = true;
        var theirs = (await Webhooks.PostAsync(new NewWebhook { Url = hanging.Url, Events = ["order.paid"] }, cancellationToken: Ct))!;
        var ours = await Makes("order.paid");
        for (var i = 0; i < 20; i++)
        {
            await Webhooks[theirs.Webhook!.Id!].Pings.PostAsync(cancellationToken: Ct);
        }

        await TestShop.Until(() => Task.FromResult(hanging.All.Count > 0), "the first message to hang");
        await Webhooks[ours.Webhook!.Id!].Pings.PostAsync(cancellationToken: Ct);
        await TestShop.Until(() => Task.FromResult(_receiver.All.Count == 1), "our message");
        hanging.All.Count.ShouldBeLessThan(5, "each of its twenty takes the ten seconds after which it is given up on");

        hanging.Hangs = false;
        await TestShop.Until(async () => (await Deliveries(theirs)).All(delivery => delivery.State == DeliveryState.Delivered || delivery.Outcome == "timeout"), "theirs");
        hanging.All.Select(message => message.Id).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var made = await Makes("order.placed");
        _receiver.Status = 307;
        await Buys();
        await TestShop.Until(async () => await Deliveries(made) is [{ Outcome: "status_307" }], "the answer to be noted");
        _receiver.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_ping_tries_it_out_and_a_deleted_one_is_told_nothing()
    {
        var made = await Makes("order.paid");
        await Webhooks[made.Webhook!.Id!].Pings.PostAsync(cancellationToken: Ct);
        await TestShop.Until(() => Task.FromResult(_receiver.All.Any(message => message.Event == "ping" && message.IsSignedWith(made.Secret!))), "a ping");
        await Webhooks[made.Webhook.Id!].DeleteAsync(cancellationToken: Ct);
        (await Webhooks.GetAsync(cancellationToken: Ct))!.Items!.ShouldBeEmpty();
        await Buys();
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        _receiver.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_anothers_is_neither_there_nor_told()
    {
        var made = await Makes("order.placed");
        var (bobsId, _) = await _shop.HasCustomer("bob@partner.example", "Bob Builder");
        var bob = await NewPartner(bobsId);
        await Buys(bob);
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        _receiver.All.ShouldBeEmpty();
        var hers = bob.Api.V1.Webhooks[made.Webhook!.Id!];
        (await hers.GetAsync(cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(404);
        (await hers.DeleteAsync(cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(404);
        (await hers.Pings.PostAsync(cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(404);
        (await hers.Deliveries.GetAsync(cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(404);
        (await hers.Deliveries["1"].Replays.PostAsync(cancellationToken: Ct).ShouldBeRefused()).Status.ShouldBe(404);
        (await bob.Api.V1.Webhooks.GetAsync(cancellationToken: Ct))!.Items!.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ftp://partner.example/", "order.paid", "url")]
    [InlineData("/hooks", "order.paid", "url")]
    [InlineData("https://user:word@partner.example/", "order.paid", "url")]
    [InlineData("https://partner.example/hooks", "order.eaten", "events")]
    public async Task An_address_or_an_event_that_cannot_be_is_refused(string url, string kind, string field)
    {
        var refused = await Webhooks.PostAsync(new NewWebhook { Url = url, Events = [kind] }, cancellationToken: Ct).ShouldBeRefused();
        (refused.Status, refused.Field).ShouldBe((422, field));
    }

    private async Task<MadeWebhook> Makes(params IReadOnlyList<string> events) => (await Webhooks.PostAsync(new NewWebhook { Url = _receiver.Url, Events = [.. events] }, cancellationToken: Ct))!;

    private async Task<IReadOnlyList<Client.Models.WebhookDelivery>> Deliveries(MadeWebhook made) => (await Webhooks[made.Webhook!.Id!].Deliveries.GetAsync(cancellationToken: Ct))!.Items!;

    private async Task<GigGatekClient> NewPartner(long userId) => _shop.NewClient(_shop.NewCaller(await _shop.HasKey(userId)));

    private async Task<Contracts.Ordering.OrderSummary> Find(Client.Models.Order order) =>
        (await _shop.Get<IOrders>().ListForCustomerAsync(_customerId, null, Ct)).Items.Single(item => item.Number == order.Number);

    private async Task<Client.Models.Order> Buys(GigGatekClient? by = null)
    {
        var api = (by ?? _partner).Api.V1;
        var cart = await (by ?? _partner).HasCartOf(await _shop.HasPart());
        var quote = (await api.Carts[cart].Quotes.PostAsync(cancellationToken: Ct))!;
        var order = (await api.Orders.PostAsync(new NewOrder { Cart = cart, Quote = quote.Token }, cancellationToken: Ct))!;
        return (await api.Orders[order.Number!].Payments.PostAsync(new NewPayment { Method = PaymentSteps.Pays }, cancellationToken: Ct))!;
    }
}
