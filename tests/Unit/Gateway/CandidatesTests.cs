using GigGatek.Gateway;
using GigGatek.Gateway.Forwarding;
using GigGatek.Gateway.Routing;
using GigGatek.Gateway.Shops;
using GigGatek.Platform.Releases;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Gateway;

/// <summary>Which shops a request may go to, and in which order.</summary>
public sealed class CandidatesTests
{
    private static readonly IOptions<GatewayOptions> Settings = Options.Create(new GatewayOptions { RequestsPerShop = 2, BreakerRequests = 1, BreakerSeconds = 5 });
    private static readonly Routes Routes = new(Settings);
    private static readonly Route Pages = Routes.Of("/");
    private static readonly Route Api = Routes.Of("/api/v1/orders");

    private readonly FakeTimeProvider _clock = new();
    private readonly Fleet _fleet;

    public CandidatesTests() => _fleet = new(Settings, _clock);

    [Fact]
    public void His_own_colours_shops_come_first_then_the_others_that_are_ready_and_at_last_those_that_are_not()
    {
        Follow(Colour("blue", 100, "http://b1", "http://b2"), Colour("green", 0, "http://g1", "http://g2"));
        Shop("http://b1").MarkGone("it cannot be reached", _clock.GetUtcNow());
        Shop("http://g1").MarkReady(_clock.GetUtcNow());

        TriedInTurn().ShouldBe(["http://b2", "http://g1", "http://b1"]);    // g2 has no weight and was not proved
        TriedInTurn(isAsset: true).Order().ShouldBe(["http://b1", "http://b2", "http://g1", "http://g2"]);    // a page may be of a release without weight
        TriedInTurn(isAsset: true)[0].ShouldBe("http://b2");
    }

    [Fact]
    public void When_his_own_colour_has_none_that_is_ready_the_others_come_first()
    {
        Follow(Colour("blue", 90, "http://b1"), Colour("green", 10, "http://g1"));
        Shop("http://b1").MarkGone("it cannot be reached", _clock.GetUtcNow());
        TriedInTurn().ShouldBe(["http://g1", "http://b1"]);
    }

    [Fact]
    public void Of_two_the_less_busy_is_first_and_of_many_never_the_busiest()
    {
        Follow(Colour("blue", 100, "http://b1", "http://b2", "http://b3"));
        Shop("http://b2").TryEnter(Pages).ShouldBeTrue();
        var first = Enumerable.Range(0, 200).Select(_ => TriedInTurn()[0]).ToHashSet();
        first.Order().ShouldBe(["http://b1", "http://b3"]);

        Shop("http://b1").MarkGone("it cannot be reached", _clock.GetUtcNow());
        Enumerable.Range(0, 50).ShouldAllBe(_ => TriedInTurn()[0] == "http://b3");
    }

    [Fact]
    public void One_that_is_full_is_left_out()
    {
        Follow(Colour("blue", 100, "http://b1", "http://b2"));
        Fill("http://b1");
        TriedInTurn().ShouldBe(["http://b2"]);
        Fill("http://b2");
        TriedInTurn().ShouldBeEmpty();
    }

    [Fact]
    public void One_whose_circuit_is_open_comes_last_and_is_tried_when_its_time_has_come()
    {
        Follow(Colour("blue", 100, "http://b1", "http://b2"));
        Shop("http://b1").Circuit.Note(Verdict.Failed).ShouldBeTrue("that opens it");
        Enumerable.Range(0, 50).ShouldAllBe(_ => TriedInTurn()[0] == "http://b2");
        TriedInTurn().ShouldBe(["http://b2", "http://b1"], "better than none");

        _clock.Advance(TimeSpan.FromSeconds(5));
        Enumerable.Range(0, 50).ShouldContain(_ => TriedInTurn()[0] == "http://b1");
    }

    [Fact]
    public void What_one_colour_does_not_have_is_asked_of_the_other_alone()
    {
        Follow(Colour("blue", 100, "http://b1", "http://b2"), Colour("green", 0, "http://g1"));
        var candidates = new Candidates(_fleet.Traffic, _fleet.Traffic.Colours[0], Pages, isAsset: true);
        candidates.EnterNext(mayTry: true)!.Colour.ShouldBe("blue");
        candidates.HaveOtherThan("blue").ShouldBeTrue();
        candidates.LeaveOut("blue");
        candidates.EnterNext(mayTry: true)!.Colour.ShouldBe("green");
        candidates.AreUsedUp.ShouldBeTrue();
    }

    [Fact]
    public void A_request_goes_only_to_shops_that_get_its_modules_requests_in_the_same_ranks()
    {
        Follow(
            new ReleaseColour("blue", 100, "0.1.0", [OfModules("http://b1", "storefront", "payments"), OfModules("http://b2", "ordering", "api"), OfModules("http://b3", "api")]),
            new ReleaseColour("green", 0, "0.1.0", [OfModules("http://g1", "storefront"), new ReleaseShop(new Uri("http://g2"))]));
        Shop("http://b2").MarkGone("it cannot be reached", _clock.GetUtcNow());
        Shop("http://g1").MarkReady(_clock.GetUtcNow());
        Shop("http://g2").MarkReady(_clock.GetUtcNow());

        TriedInTurn(Api).ShouldBe(["http://b3", "http://g2", "http://b2"]);
        TriedInTurn(Pages)[0].ShouldBe("http://b1");
        TriedInTurn(Pages).Order().ShouldBe(["http://b1", "http://g1", "http://g2"]);
        TriedInTurn(Routes.Of("/webhooks/payments/stripe")).ShouldBe(["http://b1", "http://g2"]);
    }

    [Fact]
    public void A_shop_that_has_as_much_to_do_for_one_module_takes_requests_of_another()
    {
        Follow(Colour("blue", 100, "http://b1"));
        var few = Api with { RequestsPerShop = 1 };
        Shop("http://b1").TryEnter(few).ShouldBeTrue();
        (Shop("http://b1").IsFullFor(few), Shop("http://b1").IsFullFor(Pages)).ShouldBe((true, false));
        TriedInTurn(few).ShouldBeEmpty();
        TriedInTurn(Pages).ShouldBe(["http://b1"]);
        Fill("http://b1");
        (Shop("http://b1").InFlight, Shop("http://b1").InFlightOf(few), Shop("http://b1").InFlightOf(Pages)).ShouldBe((2, 1, 1));

        Shop("http://b1").Leave(few);
        TriedInTurn(few).ShouldBe(["http://b1"]);
    }

    [Fact]
    public void Where_the_first_one_answers_nothing_is_listed()
    {
        Follow(Colour("blue", 100, "http://b1"));
        Shop("http://b1").MarkReady(_clock.GetUtcNow());
        EnterAndLeave();
        var before = GC.GetAllocatedBytesForCurrentThread();
        EnterAndLeave();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100, "of the candidates themselves");

        void EnterAndLeave() => new Candidates(_fleet.Traffic, _fleet.Traffic.Colours[0], Pages, isAsset: false).EnterNext(mayTry: true)!.Leave(Pages);
    }

    private List<string> TriedInTurn(Route? route = null, bool isAsset = false)
    {
        var candidates = new Candidates(_fleet.Traffic, _fleet.Traffic.Colours[0], route ?? Pages, isAsset);
        var tried = new List<string>();
        while (candidates.EnterNext(mayTry: true) is { } shop)
        {
            tried.Add(shop.Prefix);
            shop.Leave(route ?? Pages);
            shop.Circuit.Note(Verdict.None);
        }

        return tried;
    }

    private void Fill(string address)
    {
        while (Shop(address).TryEnter(Pages))
        {
        }
    }

    private void Follow(params ReleaseColour[] colours) => _fleet.Follow(new ReleaseState(1, colours));

    private Shop Shop(string address) => _fleet.Traffic.Colours.SelectMany(colour => colour.Shops).Single(shop => shop.Prefix == address);

    private static ReleaseShop OfModules(string address, params string[] modules) => new(new Uri(address), modules);

    private static ReleaseColour Colour(string name, int weight, params string[] shops) => new(name, weight, "0.1.0", [.. shops.Select(shop => new ReleaseShop(new Uri(shop)))]);
}
