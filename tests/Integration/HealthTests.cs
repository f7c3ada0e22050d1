using System.Net;

namespace GigGatek.Tests.Integration;

[DirectOnly("of the processes behind, not of visitors: the edge says 404 (Operations/Edge/EdgeTests)")]
public sealed class HealthTests(TestShop shop) : IClassFixture<TestShop>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_started_shop_is_live_and_ready(string path)
    {
        using var visitor = shop.NewVisitor();
        var answer = await visitor.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
