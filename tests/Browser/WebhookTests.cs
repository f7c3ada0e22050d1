using System.Net;
using GigGatek.Platform;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>A partner's address does not answer; the owner sees why, and sends again what it missed.</summary>
[Trait("Database", "any")]
public sealed class WebhookTests(Visitors visitors)
{
    /// <summary>This machine by its name, which leads inside as a partner's might; at "localhost" the edge's firewall would not let the call in.</summary>
    private static readonly string PartnersAddress = $"https://{Dns.GetHostName().ToLowerInvariant()}:9/hooks";

    [Fact]
    public async Task The_owner_sees_what_did_not_arrive_and_why_and_sends_it_again()
    {
        var owner = await visitors.OwnerAsync();
        var key = await owner.MakesKey(visitors.Shop.OwnerEmail, "Tells the warehouse");
        var calls = owner.Context.APIRequest;
        var made = await calls.PostAsync($"{visitors.Shop.Address}/api/v1/webhooks", Says(key, new { url = PartnersAddress, events = new[] { "order.paid" } }));
        made.Status.ShouldBe(201);
        var id = (await made.JsonAsync())!.Value.GetProperty("webhook").GetProperty("id").GetString();
        (await calls.PostAsync($"{visitors.Shop.Address}/api/v1/webhooks/{id}/pings", Says(key, null))).Ok.ShouldBeTrue();

        await owner.GotoAsync("/admin/webhooks");
        await owner.ShouldBeAccessible();
        await owner.GetByRole(AriaRole.Link, new() { Name = PartnersAddress }).First.ClickAsync();
        await owner.Until(
            async () =>
            {
                await owner.ReloadAsync();
                return await owner.GetByText("the name leads into a private network").IsVisibleAsync();
            },
            "how the try ended");
        await owner.ShouldBeAccessible();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Send again ping" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Status)).ToContainTextAsync("It is sent once more");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Switch it off" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("switched off");
        await owner.GetByRole(AriaRole.Link, new() { Name = "What was done to it" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Row).Filter(new() { HasText = "webhook.off" })).ToBeVisibleAsync();
    }

    private static APIRequestContextOptions Says(string key, object? body) =>
        new() { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + key, ["Idempotency-Key"] = Secrets.NewToken() }, DataObject = body };
}
