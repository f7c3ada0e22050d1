using System.Net;
using System.Text.RegularExpressions;

namespace GigGatek.Tests.Integration.Crashes;

/// <summary>
/// Buys one thing after the other and repeats whatever was not answered, as a person does who presses the button again
/// when the shop is back.
/// </summary>
internal sealed partial class StubbornShopper : IDisposable
{
    private static readonly string[] Cards = ["4242424242424242", "4242424242424242", "4000000000000259", "4000000000000119"];

    /// <summary>The field of the payment page and what goes into it: a number of the test bank, or a token of a provider.</summary>
    public Func<int, (string Name, string Value)> Card { get; init; } = round => ("card", Cards[round % Cards.Length]);

    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
    private readonly HttpClient _client;
    private readonly IReadOnlyList<string> _skus;
    private readonly int _offset;

    public StubbornShopper(Uri shop, IReadOnlyList<string> skus, int offset)
    {
        _client = new HttpClient(_handler) { BaseAddress = shop, Timeout = TimeSpan.FromSeconds(10) };
        (_skus, _offset) = (skus, offset);
    }

    /// <summary>Paths of orders that the shop said it had placed.</summary>
    public List<string> Placed { get; } = [];

    /// <summary>Paths of those that the shop said were paid.</summary>
    public List<string> Paid { get; } = [];

    /// <summary>How many requests were answered.</summary>
    public int Answers { get; private set; }

    /// <summary>Stops between two orders, never within one.</summary>
    public async Task BuysUntil(CancellationToken enough)
    {
        for (var round = 0; !enough.IsCancellationRequested; round++)
        {
            await Buys(_skus[(_offset + round) % _skus.Count], Card(round));
        }
    }

    /// <summary>Answers the order's path; null when it is sold out meanwhile.</summary>
    public async Task<string?> Places(string sku)
    {
        await Sends("/cart/add", ("sku", sku), ("quantity", "1"));
        await Sends(
            "/checkout", ("email", "ann@example.com"), ("name", "Ann Lee"), ("line1", "1 Main St"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"));
        await Sends("/checkout/shipping", ("shipping", "standard"));
        using var review = await Repeats(() => _client.GetAsync(new Uri("/checkout/review", UriKind.Relative)));
        var quote = Quote().Match(await review.Content.ReadAsStringAsync()).Groups[1].Value;
        if (await Sends("/checkout/place", ("quote", quote)) is not { } pay || !pay.StartsWith("/orders/", StringComparison.Ordinal))
        {
            return null;
        }

        var order = pay[..pay.LastIndexOf('/')];
        Placed.Add(order);
        return order;
    }

    /// <summary>Presses once; where the answer leads.</summary>
    public Task<string?> Pays(string order, (string Name, string Value) card) => Sends(order + "/pay", card);

    /// <summary>Comes back from the bank, and presses again as long as the page lets him. Whether it is paid.</summary>
    public async Task<bool> ComesBack(string order, Func<(string Name, string Value)> card)
    {
        using var answer = await Repeats(() => _client.GetAsync(new Uri(order + "/return", UriKind.Relative)));
        if (answer.Headers.Location?.OriginalString == order + "/pay")
        {
            await Pays(order, card());
            return false;
        }

        return answer.Headers.Location?.OriginalString == order;
    }

    private async Task Buys(string sku, (string Name, string Value) card)
    {
        if (await Places(sku) is { } order && await Pays(order, card) == order)
        {
            Paid.Add(order);
        }
    }

    /// <summary>Where the answer leads; null when it leads nowhere.</summary>
    private async Task<string?> Sends(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await Repeats(() => _client.PostAsync(
            new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))));
        ((int)answer.StatusCode).ShouldBeLessThan(500, $"POST {path}");
        return answer.Headers.Location?.OriginalString;
    }

    private async Task<HttpResponseMessage> Repeats(Func<Task<HttpResponseMessage>> ask)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (true)
        {
            try
            {
                var answer = await ask();
                Answers++;
                return answer;
            }
            catch (Exception unanswered) when (unanswered is HttpRequestException or IOException or OperationCanceledException)
            {
                (Environment.TickCount64 < deadline).ShouldBeTrue("the shop did not come back within a minute");
                await Task.Delay(20);
            }
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex Quote();
}
