using System.Net;

namespace GigGatek.Tests.Integration.Platform;

/// <summary>Forms carry no token, so another site must not be able to send one.</summary>
[Trait("Database", "any")]
[Trait("Path", "edge")]
public sealed class SameSiteTests(TestShop shop) : IClassFixture<TestShop>
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_from_another_site_is_refused(string header, string value)
    {
        using var visitor = shop.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/cart/add") { Headers = { { header, value } } };
        (await visitor.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", null)]
    public async Task A_form_from_here_is_heard(string header, string? value)
    {
        using var visitor = shop.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/cart/add") { Headers = { { header, value ?? shop.Address.GetLeftPart(UriPartial.Authority) } } };
        (await visitor.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldNotBe(HttpStatusCode.Forbidden);
    }
}
