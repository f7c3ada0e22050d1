using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GigGatek.Tests.Browser;

/// <summary>axe finds nothing on any kind of page: light and dark, phone and desk; and no page scrolls sideways on a phone.</summary>
[Trait("Database", "any")]
public sealed class AccessibilityTests(Visitors visitors)
{
    public static TheoryData<string> Public => Pages.Public;

    public static TheoryData<string> Office => Pages.Office;

    [Theory]
    [MemberData(nameof(Public))]
    public async Task A_page_is_accessible(string path)
    {
        var page = await visitors.NewAsync();
        await page.GotoAsync(path);
        await page.ShouldBeAccessible();
    }

    [Theory]
    [MemberData(nameof(Office))]
    public async Task A_page_behind_the_sign_in_is_accessible(string path)
    {
        var page = await visitors.OwnerAsync();
        await page.GotoAsync(path);
        await Expect(page).ToHaveURLAsync($"{visitors.Shop.Address}{path}");
        await page.ShouldBeAccessible();
    }

    [Fact]
    public async Task What_is_wrong_in_the_dark_only_would_be_found()
    {
        var page = await visitors.NewAsync();
        await page.GotoAsync("/help/grades");
        await page.EvaluateAsync(
            """
            () => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync('@media (prefers-color-scheme: dark) { h1 { display: none } }');
              document.adoptedStyleSheets = [sheet];
            }
            """);
        var found = (await Record.ExceptionAsync(page.ShouldBeAccessible)).ShouldBeOfType<ShouldAssertException>();
        found.Message.ShouldContain("page-has-heading-one");
        found.Message.ShouldContain("px, Dark");
    }

    [Fact]
    public async Task A_part_and_its_comparison_are_accessible()
    {
        var page = await visitors.NewAsync();
        await page.GotoAsync("/c/video-card?stock=1");
        await page.OpensTheFirstPart();
        await page.ShouldBeAccessible();
        await page.Locator(".promises a[href^='/compare']").ClickAsync();
        await Expect(page.Locator("table.compare")).ToBeVisibleAsync();
        await page.ShouldBeAccessible();
    }

    [Fact]
    public async Task Every_step_from_the_cart_to_the_mail_is_accessible()
    {
        const string email = "steps@example.com";
        var page = await visitors.NewAsync();
        await page.AddsAnyOf("video-card");
        await page.ShouldBeAccessible();    // with the cart open at the side
        await page.GotoAsync("/cart");
        await page.ShouldBeAccessible();
        await page.GetByRole(AriaRole.Link, new() { Name = "Check out" }).ClickAsync();
        await page.ShouldBeAccessible();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to shipping" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.ShouldBeAccessible();
        await page.WritesAddress(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to shipping" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Continue to review" })).ToBeVisibleAsync();
        await page.ShouldBeAccessible();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to review" }).ClickAsync();
        await Expect(page.OrderButton()).ToBeVisibleAsync();
        await page.ShouldBeAccessible();
        await page.OrderButton().ClickAsync();
        await page.GetByText("Test cards").ClickAsync();
        await page.ShouldBeAccessible();
        await page.PaysWith(Cards.IsDeclined);
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.ShouldBeAccessible();
        await page.PaysWith(Cards.AsksTheBank);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeVisibleAsync();
        await page.ShouldBeAccessible();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await page.SeesThatItIsPaid();
        await page.ShouldBeAccessible();
        var number = await page.Locator(".order-number .figure").InnerTextAsync();
        await page.ReadsMail(email, number);
        await page.ShouldBeAccessible();

        var owner = await visitors.OwnerAsync();
        await owner.OpensOrder(number);
        await owner.ShouldBeAccessible();
        await owner.Ships(number, "UPS", "1Z999AA10123456784");
        await owner.ShouldBeAccessible();
        await visitors.Shop.ShouldBalance();
    }

    [Fact]
    public async Task The_owners_page_of_a_product_and_of_a_person_are_accessible()
    {
        var owner = await visitors.OwnerAsync();
        await owner.GotoAsync("/admin/products");
        await owner.Locator(".admin-table a").First.ClickAsync();
        await Expect(owner.Locator("article.variant").First).ToBeVisibleAsync();
        await owner.ShouldBeAccessible();
        await owner.GotoAsync("/admin/people");
        await owner.Locator(".admin-table a").First.ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Heading, new() { Name = "Roles" })).ToBeVisibleAsync();
        await owner.ShouldBeAccessible();
    }
}
