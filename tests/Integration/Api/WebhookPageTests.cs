using System.Net;
using System.Text.RegularExpressions;
using GigGatek.Client.Models;
using GigGatek.Contracts.Accounts;
using GigGatek.Tests.Integration.Accounts;

namespace GigGatek.Tests.Integration.Api;

/// <summary>The back office's pages of webhooks, by HTTP and without script. Who may open them: PermissionWalkTests.</summary>
[DirectOnly("its receivers are on this machine, and the firewall refuses addresses of inner networks (deploy/edge/modsecurity/own/outgoing.conf)")]
[Trait("Database", "any")]
public sealed partial class WebhookPageTests : IAsyncLifetime
{
    private readonly HurriedShop _shop = new() { Settings = { ["Api:WebhooksMayStayInside"] = "true" } };
    private Receiver _receiver = null!;
    private HttpClient _owner = null!;
    private Client.Api.V1.Webhooks.Item.WithWebhookItemRequestBuilder _partners = null!;
    private string _page = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        _receiver = await Receiver.StartAsync();
        (_, _owner) = await _shop.HasStaff("Owner");
        var (ada, _) = await _shop.HasCustomer("ada@partner.example");
        var webhooks = _shop.NewClient(_shop.NewCaller(await _shop.HasKey(ada))).Api.V1.Webhooks;
        (await _owner.Read("/admin/webhooks")).ShouldContain("No webhooks yet");
        _partners = webhooks[(await webhooks.PostAsync(new NewWebhook { Url = _receiver.Url, Events = ["order.paid"] }, cancellationToken: Ct))!.Webhook!.Id!];
        _page = Address().Match(await _owner.Read("/admin/webhooks")).Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task What_did_not_arrive_is_seen_and_sent_again_by_the_owner()
    {
        (await _owner.Read(_page)).ShouldContain("Nothing yet");
        _receiver.Status = 500;
        await Pings();
        await Shows("answered 500");
        var page = await _owner.Read(_page);
        page.ShouldContain("ada@partner.example");
        page.ShouldContain("Failing since");
        (await _owner.Read("/admin/webhooks")).ShouldContain("failing");

        _receiver.Status = 204;
        (await Sends(Again().Match(page).Value)).ShouldContain("It is sent once more, now.");
        await Shows("delivered");
        (await _owner.Read(_page)).ShouldNotContain("Failing since");
        _receiver.All.Select(message => message.Id).Distinct().ShouldHaveSingleItem();
        (await Trail(1)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            entry => entry.Actor.ShouldBe("Owner person"), entry => entry.Action.ShouldBe("webhook.replay"), entry => entry.Details.ShouldBe("ping"));
    }

    [Fact]
    public async Task All_that_was_given_up_is_sent_again_at_once()
    {
        (await Sends(_page + "/replay")).ShouldContain("nothing was sent");
        _receiver.Status = 500;
        await Pings();
        await Pings();
        await TestShop.Until(
            () =>
            {
                _shop.Clock.Advance(TimeSpan.FromHours(25));
                return Task.FromResult(_shop.Database.Count("api_deliveries WHERE state = 'GivenUp'") == 2);
            },
            "both to be given up");
        await _owner.SendSignIn("owner@example.com");    // his session is older than a month by now
        await Shows("given up");

        _receiver.Status = 200;
        (await Sends(_page + "/replay")).ShouldContain("It is sent once more, now.");
        await TestShop.Until(() => Task.FromResult(_shop.Database.Count("api_deliveries WHERE state = 'Delivered'") == 2), "both to arrive");
        (await Trail(1)).ShouldHaveSingleItem().Details.ShouldBe("2 that were given up");
    }

    [Fact]
    public async Task One_that_is_switched_off_is_told_nothing_until_it_is_switched_on_again()
    {
        (await Sends(_page + "/switch", ("on", "no"))).ShouldContain("Nothing is sent there until you switch it on again.");
        await Pings();
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        _receiver.All.ShouldBeEmpty();
        (await _partners.GetAsync(cancellationToken: Ct))!.SwitchedOffAt.ShouldNotBeNull("its partner sees it too");

        (await Sends(_page + "/switch", ("on", "yes"))).ShouldContain("It is sent to again.");
        await Sends(_page + "/switch", ("on", "yes"));
        await TestShop.Until(() => Task.FromResult(_receiver.All.Count == 1), "what had waited");
        (await Trail(2)).Select(entry => entry.Action).ShouldBe(["webhook.on", "webhook.off"]);
    }

    [Fact]
    public async Task What_is_not_there_is_said_so()
    {
        foreach (var path in new[] { "/admin/webhooks/1/replay", _page + "/deliveries/1/replay", "/admin/webhooks/1/switch" })
        {
            using var answer = await _owner.Send(path, ("on", "no"));
            if (path != "/admin/webhooks/1/replay")    // nothing was given up there either
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            }
        }

        using var gone = await _owner.GetAsync("/admin/webhooks/1", Ct);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gone.Body()).ShouldContain("Its partner may have deleted it.");
        _shop.Database.Count("accounts_audit_entries WHERE action LIKE 'webhook%'").ShouldBe(0);
    }

    /// <summary>Sends the form, and answers the page that it leads to.</summary>
    private async Task<string> Sends(string path, params (string Field, string Value)[] form)
    {
        using var answer = await _owner.Send(path, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return await _owner.Read(answer.Headers.Location!.OriginalString);
    }

    private Task Pings() => _partners.Pings.PostAsync(cancellationToken: Ct);

    private Task Shows(string text) => TestShop.Until(async () => (await _owner.Read(_page)).Contains(text, StringComparison.Ordinal), $"the page to say '{text}'");

    private async Task<IReadOnlyList<AuditEntry>> Trail(int lines)
    {
        IReadOnlyList<AuditEntry> trail = [];
        await TestShop.Until(
            async () => (trail = (await _shop.Get<IAccountsAdmin>().ListAuditAsync("webhook " + _page[(_page.LastIndexOf('/') + 1)..], null, Ct)).Items).Count >= lines, "what was announced to stand in the trail");
        return trail;
    }

    [GeneratedRegex(@"/admin/webhooks/\d+")]
    private static partial Regex Address();

    [GeneratedRegex(@"/admin/webhooks/\d+/deliveries/\d+/replay")]
    private static partial Regex Again();
}
