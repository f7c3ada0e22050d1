using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>Guests who buy one part after the other. They press no button twice: whatever is not the answer that was due counts.</summary>
internal sealed partial class Buyers : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Uri _shop;
    private readonly int _parts;
    private readonly Task _all;

    /// <param name="parts">How many parts the shop has: PART-1 and so on.</param>
    public Buyers(Uri shop, int people, int parts = 60)
    {
        (_shop, _parts) = (shop, parts);
        _all = Task.WhenAll(Enumerable.Range(0, people).Select(person => Task.Run(() => BuysUntilEnough(person))));
    }

    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Paths of orders that the shop said were paid.</summary>
    public ConcurrentQueue<string> Paid { get; } = new();

    public async Task Ends()
    {
        await _enough.CancelAsync();
        await _all;
    }

    public async Task ShouldFindTheirOrders()
    {
        using var client = NewClient();
        foreach (var order in Paid)
        {
            using var answer = await client.GetAsync(order);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, order);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Ends();
        _enough.Dispose();
    }

    private async Task BuysUntilEnough(int person)
    {
        for (var turn = person; !_enough.IsCancellationRequested; turn++)
        {
            using var client = NewClient();
            var began = Stopwatch.GetTimestamp();
            try
            {
                await Buys(client, $"PART-{(turn % _parts) + 1}");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
            {
                _failures.Enqueue($"{failure.Message} {failure.InnerException?.Message}");
            }

            await Pace.RestAsync(began, _enough.Token);
        }
    }

    private async Task Buys(HttpClient client, string sku)
    {
        _ = await Sends(client, "/cart/add", ("sku", sku), ("quantity", "1"));
        _ = await Sends(
            client, "/checkout", ("email", "ann@example.com"), ("name", "Ann Lee"), ("line1", "1 Main St"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"));
        _ = await Sends(client, "/checkout/shipping", ("shipping", "standard"));
        var review = await client.GetStringAsync("/checkout/review");
        var pay = await Sends(client, "/checkout/place", ("quote", Quote().Match(review).Groups[1].Value));
        if (pay?.StartsWith("/orders/", StringComparison.Ordinal) is true && await Sends(client, pay, ("card", "4242424242424242")) is { } order && order == pay[..pay.LastIndexOf('/')])
        {
            Paid.Enqueue(order);
        }
    }

    /// <summary>Answers where the shop sends him next.</summary>
    private async Task<string?> Sends(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await client.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        if (answer.StatusCode != HttpStatusCode.SeeOther)
        {
            _failures.Enqueue($"{path}: {(int)answer.StatusCode}");
        }

        return answer.Headers.Location?.OriginalString;
    }

    private HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _shop, Timeout = TimeSpan.FromSeconds(60) };

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex Quote();
}
