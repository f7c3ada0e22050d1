using System.Globalization;

namespace GigGatek.Tests.Integration.RateLimits;

/// <summary>Who asks, from which address, and what the answers say of limits.</summary>
internal static class Askers
{
    private static int _addresses;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Small limits for what is tried, that come back slowly, for the machine may be busy; large ones for what a test does to get there.</summary>
    public static void HasLimits(this TestShop shop)
    {
        foreach (var (key, value) in new Dictionary<string, string?>
        {
            ["RateLimits:Enabled"] = "true",
            ["RateLimits:General:PerMinute"] = "60000",
            ["RateLimits:General:Burst"] = "10000",
            ["RateLimits:Search:PerMinute"] = "1",
            ["RateLimits:Search:Burst"] = "5",
            ["RateLimits:Checkout:PerMinute"] = "1",
            ["RateLimits:Checkout:Burst"] = "2",
            ["RateLimits:SignIn:PerMinute"] = "1",
            ["RateLimits:SignIn:Burst"] = "3",
            ["RateLimits:KeyTimes"] = "2",
            ["RateLimits:AccountTimes"] = "3",
            ["RateLimits:CallersTimes"] = "8",
            ["Shop:TrustedProxies:0"] = "127.0.0.1",
            ["Shop:TrustedProxies:1"] = "::1",
        })
        {
            shop.Settings[key] = value;
        }
    }

    /// <summary>One that nobody else has asked from (RFC 5737, RFC 2544).</summary>
    public static string NewAddress()
    {
        var number = Interlocked.Increment(ref _addresses);
        return $"198.18.{number / 250}.{1 + (number % 250)}";
    }

    /// <summary>As a trusted proxy passes it on.</summary>
    public static async Task<HttpResponseMessage> AskFrom(this HttpClient client, string address, string path, HttpMethod? method = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Headers = { { "X-Forwarded-For", address } } };
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        return await client.SendAsync(request, Ct);
    }

    /// <summary>As often as one likes, and each must be admitted.</summary>
    public static async Task UsesUp(this HttpClient client, string address, string path, int times, string? key = null)
    {
        for (var i = 0; i < times; i++)
        {
            using var answer = await client.AskFrom(address, path, key: key);
            ((int)answer.StatusCode).ShouldBeLessThan(400, $"{path} for the {i + 1}. time");
        }
    }

    /// <summary>Asks as often as an answer has said that one may.</summary>
    public static Task UsesUpWhatIsLeft(this HttpClient client, string address, string path, HttpResponseMessage answer) =>
        client.UsesUp(address, path, int.Parse(answer.Remaining()!.Split(";r=")[1].Split(';')[0], CultureInfo.InvariantCulture));

    /// <summary>Such as <c>"search";r=4;t=60</c>; null without one, and never two.</summary>
    public static string? Remaining(this HttpResponseMessage answer) => answer.Headers.TryGetValues("RateLimit", out var said) ? said.ShouldHaveSingleItem() : null;

    /// <summary>Such as <c>"search";q=5;w=300</c>.</summary>
    public static string? Policy(this HttpResponseMessage answer) => answer.Headers.TryGetValues("RateLimit-Policy", out var said) ? said.ShouldHaveSingleItem() : null;

    public static TimeSpan RetryAfter(this HttpResponseMessage answer) =>
        TimeSpan.FromSeconds(int.Parse(answer.Headers.GetValues("Retry-After").ShouldHaveSingleItem(), CultureInfo.InvariantCulture));
}
