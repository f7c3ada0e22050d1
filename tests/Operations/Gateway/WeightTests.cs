using System.Net;
using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>A real gateway in front of two colours.</summary>
public sealed class WeightTests : IAsyncLifetime
{
    private StubShop _blue = null!;
    private StubShop _green = null!;
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _blue = await StubShop.StartAsync("blue", asset: "old.3f2a9c01aaaa.css");
        _green = await StubShop.StartAsync("green", asset: "new.7d2a9c01bbbb.css");
        _gateway = await RunningGateway.StartAsync(Split(70, 30));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _blue.DisposeAsync();
        await _green.DisposeAsync();
    }

    [Fact]
    public async Task Weights_hold_for_strangers()
    {
        using var client = Client();
        var green = 0;
        for (var i = 0; i < 1000; i++)
        {
            green += await client.GetStringAsync("/") == "green" ? 1 : 0;
        }

        green.ShouldBeInRange(230, 370);    // 30 % of 1000, with nearly five deviations to each side
        var status = await _gateway.Status("green");
        status.GetProperty("counts").GetProperty("requests").GetInt64().ShouldBe(green);
        status.GetProperty("counts").GetProperty("latency").EnumerateArray().Sum(count => count.GetInt64()).ShouldBe(green);
    }

    [Fact]
    public async Task A_visitor_stays_with_his_colour_and_moves_once_when_the_weights_say_so()
    {
        await _gateway.Shift(Split(99, 1));
        var visitors = await Task.WhenAll(Enumerable.Range(0, 300).Select(async _ =>
        {
            var visitor = Client(cookies: true);
            await visitor.GetStringAsync("/mine");
            return visitor;
        }));
        var before = await Colours(visitors);
        var sums = new List<int>();
        foreach (var weight in new[] { 1, 10, 50, 100 })
        {
            await _gateway.Shift(Split(100 - weight, weight));
            var now = await Colours(visitors);
            (await Colours(visitors)).ShouldBe(now, "nobody moves without a change");
            before.Zip(now).ShouldAllBe(step => !(step.First == "green" && step.Second == "blue"));
            sums.Add(now.Count(colour => colour == "green"));
            before = now;
        }

        sums[1].ShouldBeInRange(10, 60);      // 10 % of 300
        sums[2].ShouldBeInRange(105, 195);    // 50 %: also of those who came before it was so
        sums[3].ShouldBe(300);

        await _gateway.Shift(Split(100, 0));
        (await Colours(visitors)).ShouldAllBe(colour => colour == "blue");
        foreach (var visitor in visitors)
        {
            visitor.Dispose();
        }
    }

    [Fact]
    public async Task Only_an_answer_that_is_the_visitors_alone_has_the_cookie_and_only_while_there_is_a_choice()
    {
        using var client = Client();
        (await Cookie(client, "/")).ShouldBeNull("a cache may keep it");
        (await Cookie(client, "/fails")).ShouldBeNull();
        var cookie = (await Cookie(client, "/mine")).ShouldNotBeNull();
        cookie.ShouldMatch("^gg_lot=[0-9]{1,4}; path=/; samesite=lax; httponly$");

        using var kept = new HttpRequestMessage(HttpMethod.Get, "/mine");
        kept.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var answer = await client.SendAsync(kept);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse("he has it already");

        await _gateway.Shift(Split(100, 0));
        (await Cookie(client, "/mine")).ShouldBeNull();
    }

    [Theory]
    [InlineData("10000")]
    [InlineData("-1")]
    [InlineData("green")]
    [InlineData("%00")]
    public async Task A_cookie_that_was_made_up_chooses_nothing(string value)
    {
        await _gateway.Shift(Split(100, 0));
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mine");
        request.Headers.Add("Cookie", $"gg_lot={value}");
        using var answer = await client.SendAsync(request);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("blue");
    }

    [Fact]
    public async Task The_files_of_a_page_come_from_the_release_that_it_came_from()
    {
        await _gateway.Shift(Split(100, 0));
        using var client = Client();
        (await client.GetStringAsync("/assets/old.3f2a9c01aaaa.css")).ShouldBe("blue's old.3f2a9c01aaaa.css");
        (await client.GetStringAsync("/assets/new.7d2a9c01bbbb.css")).ShouldBe("green's new.7d2a9c01bbbb.css");
        using var none = await client.GetAsync("/assets/never.css");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await _green.GoesAway();
        using var gone = await client.GetAsync("/assets/new.7d2a9c01bbbb.css");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_inside_is_not_shown_outside()
    {
        using var client = Client();
        foreach (var path in new[] { "/health/ready", "/HEALTH/live", "/info", "/metrics", "/status" })
        {
            using var answer = await client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    private ReleaseColour[] Split(int blue, int green) => [RunningGateway.Colour("blue", blue, _blue.Address), RunningGateway.Colour("green", green, _green.Address)];

    private HttpClient Client(bool cookies = false) => new(new SocketsHttpHandler { UseCookies = cookies }) { BaseAddress = _gateway.Address };

    private static Task<string[]> Colours(HttpClient[] visitors) => Task.WhenAll(visitors.Select(visitor => visitor.GetStringAsync("/mine")));

    private static async Task<string?> Cookie(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single() : null;
    }
}
