using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>What script adds to pages that work without it; and that nothing on any page complains.</summary>
[Trait("Database", "any")]
public sealed class ScriptTests(Visitors visitors)
{
    [Fact]
    public async Task Adding_opens_the_cart_at_the_side_and_counts_it_in_the_header()
    {
        var page = await visitors.NewAsync();
        await page.GotoAsync("/c/thermal-paste?stock=1");
        await page.OpensTheFirstPart();
        var address = page.Url;
        await page.AddsToCart();

        page.Url.ShouldBe(address);
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Cart" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-cart-count]")).ToHaveTextAsync("1");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).Not.ToBeVisibleAsync();
        await page.GotoAsync("/");
        await Expect(page.Locator("[data-cart-count]")).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task Too_many_units_are_refused_at_the_side_with_a_sentence()
    {
        var page = await visitors.NewAsync();
        await page.GotoAsync("/c/case-fan?stock=1");
        await page.OpensTheFirstPart();
        await page.GetByLabel("Quantity").FillAsync("20");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task Facets_answer_without_loading_the_page_again_and_the_back_button_takes_them_back()
    {
        var page = await visitors.NewAsync();
        await page.GotoAsync("/c/cpu");
        await page.EvaluateAsync("window.stillTheSamePage = true");
        var all = await page.Locator(".listing-count").InnerTextAsync();

        await page.Choose("stock", "1");
        await page.Choose("grade", "Excellent");
        await Expect(page.Locator(".listing-count")).Not.ToHaveTextAsync(all);
        await Expect(page.Locator("#facet-grade-Excellent")).ToBeFocusedAsync();
        await page.Locator(".chip-removable").Filter(new() { HasText = "Excellent" }).ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("grade="));
        await page.GetByLabel("Sort by").SelectOptionAsync("price-up");
        await Expect(page).ToHaveURLAsync(new Regex("sort=price-up"));
        await page.GoBackAsync();
        await page.GoBackAsync();
        await page.GoBackAsync();
        await page.GoBackAsync();
        await Expect(page.Locator(".listing-count")).ToHaveTextAsync(all);
        (await page.EvaluateAsync<bool>("window.stillTheSamePage === true")).ShouldBeTrue("the page was loaded again");
    }

    [Fact]
    public async Task On_a_phone_the_facets_are_a_sheet()
    {
        var page = await visitors.NewAsync(width: 360, height: 740);
        await page.GotoAsync("/c/cpu");
        await Expect(page.Locator("#facets")).Not.ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Filters" }).ClickAsync();
        await page.Locator("#facet-grade-Good").CheckAsync();
        await Expect(page).ToHaveURLAsync(new Regex("grade=Good"));
    }

    [Fact]
    public async Task A_slash_goes_to_the_search_which_suggests_and_leads_on_by_keyboard()
    {
        var page = await visitors.NewAsync();
        await page.GotoAsync("/help/grades");
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Search parts" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#search")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("ryz");
        await Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Ryzen");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByRole(AriaRole.Option).First).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).Not.ToHaveURLAsync(new Regex("/help/"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Ryzen");
    }

    [Fact]
    public async Task No_page_breaks_its_security_policy_or_throws()
    {
        var complaints = new ConcurrentQueue<string>();
        var page = Listening(await visitors.NewAsync(), complaints);
        await page.Buys("power-supply", "listener@example.com");
        await Visit(page, Pages.Public);
        await Visit(Listening(await visitors.OwnerAsync(), complaints), Pages.Office);
        complaints.ShouldBeEmpty();
        await visitors.Shop.ShouldBalance();
    }

    private static IPage Listening(IPage page, ConcurrentQueue<string> complaints)
    {
        page.PageError += (_, error) => complaints.Enqueue($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            // Chromium also notes each answer of 4xx here; those are asked for on purpose.
            if (message.Type is "error" or "warning" && !message.Text.Contains("status of 4", StringComparison.Ordinal))
            {
                complaints.Enqueue($"{page.Url}: {message.Text}");
            }
        };
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 400 && answer.Request.ResourceType != "document")
            {
                complaints.Enqueue($"{page.Url}: {answer.Url} answers {answer.Status}");
            }
        };
        return page;
    }

    private static async Task Visit(IPage page, TheoryData<string> paths)
    {
        foreach (var path in paths)
        {
            await page.GotoAsync(path.Data, new() { WaitUntil = WaitUntilState.NetworkIdle });
        }
    }
}
