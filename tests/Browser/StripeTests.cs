using System.Collections.Concurrent;
using GigGatek.Tests.FakeStripe;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>The payment page with Stripe: its fields in a frame of its own, its bank on another host, and a strict policy around them.</summary>
[Trait("Database", "any")]
public sealed class StripeTests(Visitors visitors) : IAsyncLifetime
{
    private readonly RunningShop _shop = new();
    private readonly FakeStripeServer _stripe = new(FreePorts.Next());

    public async ValueTask InitializeAsync()
    {
        foreach (var (key, value) in _stripe.Settings())
        {
            _shop.Settings[key] = value;
        }

        await _stripe.StartAsync(new Uri(_shop.Address));
        await _shop.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _stripe.DisposeAsync();
    }

    [Fact]
    public async Task A_card_is_typed_into_stripes_frame_declined_then_another_pays_and_the_shop_sees_neither_number()
    {
        var (page, complaints, bodies) = await AtThePayPage("stripe@example.com");
        await Pays(page, Cards.IsDeclined);
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "declined" })).ToContainTextAsync("Your card was declined");
        await Pays(page, Cards.Pays);
        await page.SeesThatItIsPaid();

        _stripe.Intents.Single().Charges.ShouldBe(1);
        bodies.ShouldContain(body => body.Contains("method=ctoken_"));
        bodies.ShouldNotContain(body => body.Contains("4242") || body.Contains("4000"));
        complaints.ShouldBeEmpty();
        await _shop.ShouldBalance();
    }

    [Theory]
    [InlineData("Complete")]
    [InlineData("Fail")]
    public async Task A_bank_that_asks_is_answered_on_its_own_page(string answer)
    {
        var (page, complaints, _) = await AtThePayPage($"bank-{answer}@example.com");
        await Pays(page, Cards.AsksTheBank);
        await page.GetByRole(AriaRole.Button, new() { Name = answer }).ClickAsync();
        if (answer == "Fail")
        {
            await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "bank" })).ToContainTextAsync("Your bank did not confirm the payment");
            await Pays(page, Cards.Pays);
        }

        await page.SeesThatItIsPaid();
        complaints.ShouldBeEmpty();
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task A_double_click_pays_once()
    {
        var (page, _, _) = await AtThePayPage("twice@example.com");
        await page.FrameLocator("iframe").GetByLabel("Card number").FillAsync(Cards.Pays);
        await page.PayButton().DblClickAsync();
        await page.SeesThatItIsPaid();
        _stripe.Intents.Sum(intent => intent.Charges).ShouldBe(1);
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task A_number_that_is_no_card_is_refused_beside_the_fields_and_nothing_is_sent()
    {
        var (page, _, bodies) = await AtThePayPage("wrong@example.com");
        await Pays(page, "1234 5678");
        await Expect(page.Locator("[data-card-problem]")).ToContainTextAsync("card number is incorrect");
        bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_script_the_page_says_what_it_needs_and_keeps_the_order()
    {
        var (page, _, _) = await AtThePayPage("no-script@example.com", script: false);
        await Expect(page.GetByText("by JavaScript, so that your card")).ToBeVisibleAsync();
        await page.PayButton().ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The card's details did not arrive");
        _stripe.Intents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stripes_hosts_are_let_in_on_the_page_that_pays_and_on_no_other()
    {
        var (page, _, _) = await AtThePayPage("policy@example.com");
        var host = _stripe.Address.GetLeftPart(UriPartial.Authority);
        (await PolicyOf(page, page.Url)).ShouldBe(
            $"default-src 'none'; script-src 'self' {host}; style-src 'self'; img-src 'self'; connect-src 'self' {host}; manifest-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /reports/csp; frame-src {host}");
        foreach (var other in new[] { "/", "/cart", "/checkout", page.Url[..^"/pay".Length] })
        {
            (await PolicyOf(page, other)).ShouldNotContain(host);
        }
    }

    private static async Task Pays(IPage page, string card)
    {
        await page.FrameLocator("iframe").GetByLabel("Card number").FillAsync(card);
        await page.PayButton().ClickAsync();
    }

    private static async Task<string> PolicyOf(IPage page, string address) => (await page.APIRequest.GetAsync(address)).Headers["content-security-policy"];

    /// <summary>With what the browser complains about from there on, and what it sends to the shop.</summary>
    private async Task<(IPage Page, ConcurrentQueue<string> Complaints, ConcurrentQueue<string> Bodies)> AtThePayPage(string email, bool script = true)
    {
        var page = await visitors.NewAsync(script, address: _shop.Address);
        await page.AddsAnyOf("motherboard");
        await page.ChecksOutAsGuest(email);
        var (complaints, bodies) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("402", StringComparison.Ordinal) && !message.Text.Contains("422", StringComparison.Ordinal))
            {
                complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.Request += (_, request) =>
        {
            if (request.Method == "POST" && request.Url.StartsWith(_shop.Address, StringComparison.Ordinal))
            {
                bodies.Enqueue(request.PostData ?? "");
            }
        };
        return (page, complaints, bodies);
    }
}
