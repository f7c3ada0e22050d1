using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>A developer who has never seen the API: from the foot of the shop to a first answer.</summary>
[Trait("Database", "any")]
public sealed class ReferenceTests(Visitors visitors)
{
    [Fact]
    public async Task A_call_is_found_tried_and_answered_on_the_page()
    {
        var page = await visitors.NewAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "API", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the reference" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Find products" }).ClickAsync();
        var call = page.GetByRole(AriaRole.Region, new() { Name = "Find products" });
        await call.GetByText("Try it: Find products").ClickAsync();
        await call.GetByLabel("category").FillAsync("cpu");
        await call.GetByLabel("sort").SelectOptionAsync("price-up");
        await call.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(call.GetByRole(AriaRole.Status)).ToContainTextAsync(new Regex(@"GET /api/v1/products\?category=cpu&sort=price-up answered 200 in \d+ ms"));
        await Expect(call.GetByRole(AriaRole.Status)).ToContainTextAsync("\"correctedText\": null");
        await page.ShouldBeAccessible();

        await call.GetByLabel("cursor").FillAsync("guessed");
        await call.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(call.GetByRole(AriaRole.Status)).ToContainTextAsync("answered 400");

        var one = page.GetByRole(AriaRole.Region, new() { Name = "One product", Exact = true });
        await one.GetByText("Try it: One product").ClickAsync();
        await one.GetByLabel("slug").FillAsync("no/such product");
        await one.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(one.GetByRole(AriaRole.Status)).ToContainTextAsync("GET /api/v1/products/no%2Fsuch%20product answered 404");
    }

    [Fact]
    public async Task A_call_that_changes_something_is_tried_with_a_key_and_a_body()
    {
        var owner = await visitors.OwnerAsync();
        var key = await owner.MakesKey(visitors.Shop.OwnerEmail, "Trying the reference");
        var page = await visitors.NewAsync();
        await page.GotoAsync("/api/reference");
        var account = page.GetByRole(AriaRole.Region, new() { Name = "The account that your key acts for" });
        await account.GetByText("Try it:").ClickAsync();
        await account.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(account.GetByRole(AriaRole.Status)).ToContainTextAsync("answered 401");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Your key" }).FillAsync(key);
        await account.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(account.GetByRole(AriaRole.Status)).ToContainTextAsync("answered 200");

        var make = page.GetByRole(AriaRole.Region, new() { Name = "Make a cart" });
        await make.GetByText("Try it:").ClickAsync();
        await make.GetByLabel("Body").FillAsync("""{"lines": [{"sku": "no-such-sku", "quantity": 1}]}""");
        await make.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(make.GetByRole(AriaRole.Status)).ToContainTextAsync("POST /api/v1/carts answered 404");
        await Expect(make.GetByRole(AriaRole.Status)).ToContainTextAsync("lines[0].sku");
        await page.ShouldBeAccessible();
        (await page.ContentAsync()).ShouldNotContain(key, Case.Sensitive, "the key is in no form that is sent");
    }

    [Fact]
    public async Task Without_script_a_form_opens_its_answer()
    {
        var page = await visitors.NewAsync(script: false);
        await page.GotoAsync("/api/reference");
        var call = page.GetByRole(AriaRole.Region, new() { Name = "What the grades promise" });
        await call.GetByText("Try it: What the grades promise").ClickAsync();
        await call.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/api/v1/grades"));
        await Expect(page.Locator("body")).ToContainTextAsync("\"grade\":\"excellent\"");
    }

    [Fact]
    public async Task What_a_refusal_names_leads_to_the_page_that_explains_it()
    {
        var page = await visitors.NewAsync();
        var refused = await page.APIRequest.GetAsync($"{visitors.Shop.Address}/api/v1/products?size=0");
        refused.Status.ShouldBe(400);
        await page.GotoAsync((await refused.JsonAsync())!.Value.GetProperty("type").GetString()!);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Bad query");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "For developers" }).GetByRole(AriaRole.Link, new() { Name = "Problems" }).ClickAsync();
        await Expect(page.GetByText("too_many", new() { Exact = true })).ToBeVisibleAsync();
    }
}
