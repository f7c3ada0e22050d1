using GigGatek.Tests.Integration.Accounts;
using GigGatek.Tests.Integration.Web;

namespace GigGatek.Tests.Integration.Attacks;

/// <summary>No address leads visitors to another site, under whatever name the wish comes; and whoever lies about the shop's own name poisons nothing.</summary>
[Trait("Database", "any")]
public sealed class RedirectTests(FurnishedShop shop) : IClassFixture<FurnishedShop>
{
    private const string Evil = "evil.example";

    private static readonly string[] Names = ["return", "returnUrl", "ReturnUrl", "return_to", "next", "url", "redirect", "redirect_uri", "continue", "target", "path", "to", "back"];

    private static readonly string[] Places =
    [
        $"https://{Evil}/", $"//{Evil}/", $"/\\{Evil}/", $"\\\\{Evil}/", $"/\t/{Evil}/", $"https:{Evil}", $"/%2f{Evil}", $"javascript:alert(1)//{Evil}", $"/..//{Evil}", $"https://localhost@{Evil}/", $"/\r\nLocation: https://{Evil}/",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_leads_away()
    {
        foreach (var (pattern, number) in RouteNumbers.All)
        {
            foreach (var place in Places)
            {
                var query = string.Join('&', Names.Select(name => $"{name}={Uri.EscapeDataString(place)}"));
                var path = number.Path(shop);
                using var answer = await number.Who(shop).GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}", Ct);
                ShouldStay(answer, $"{pattern} with {place}");
            }
        }
    }

    [Fact]
    public async Task No_form_leads_away()
    {
        foreach (var (method, pattern) in shop.Routes().Where(route => route.Method == "POST" && !route.Pattern.StartsWith("/api/", StringComparison.Ordinal)))
        {
            using var browser = shop.Nobody;
            foreach (var place in Places)
            {
                using var answer = await browser.Send(pattern.Replace("{secret}", shop.Bob.Order.Secret, StringComparison.Ordinal).Replace("{id:long}", "1", StringComparison.Ordinal), [.. Names.Select(name => (name, place))]);
                ShouldStay(answer, $"{pattern} with {place}");
            }
        }
    }

    [Fact]
    public async Task A_request_under_another_name_gets_no_link_to_it_and_leaves_none_for_the_next()
    {
        foreach (var (pattern, number) in RouteNumbers.All.Where(route => route.Value.IsPublic || route.Key.StartsWith("/account", StringComparison.Ordinal)))
        {
            await shop.ForgetPages();
            using var request = new HttpRequestMessage(HttpMethod.Get, number.Path(shop));
            request.Headers.Host = Evil;
            request.Headers.Add("X-Forwarded-Host", Evil);
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Original-URL", $"https://{Evil}/");
            request.Headers.Add("Forwarded", $"host={Evil}");
            using var lied = await number.Who(shop).SendAsync(request, Ct);
            (await lied.Body()).ShouldNotContain(Evil, Case.Insensitive, pattern);
            ShouldStay(lied, pattern);
            using var next = await number.Who(shop).GetAsync(number.Path(shop), Ct);
            (await next.Body()).ShouldNotContain(Evil, Case.Insensitive, pattern);
        }
    }

    private static void ShouldStay(HttpResponseMessage answer, string what)
    {
        foreach (var header in new[] { "Location", "Refresh", "Content-Location", "Link" })
        {
            foreach (var value in answer.Headers.TryGetValues(header, out var values) ? values : [])
            {
                var place = value.Split("url=")[^1];
                (place.StartsWith('/') && !place.StartsWith("//", StringComparison.Ordinal) && !place.StartsWith("/\\", StringComparison.Ordinal)
                    || Uri.TryCreate(place, UriKind.Absolute, out var uri) && uri.Host == "localhost" && uri.UserInfo.Length == 0
                    || int.TryParse(place, out _)).ShouldBeTrue($"{what} leads to {value}");
            }
        }

        ((int)answer.StatusCode).ShouldBeLessThan(500, what);
    }
}
