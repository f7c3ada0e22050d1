using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace GigGatek.Tests.Operations.Replicas;

/// <summary>Looks around and fills carts, or buys; and notices when something is not as it should be.</summary>
internal sealed partial class Visitor : IDisposable
{
    private const int UnitsOfOneCart = 8;

    private readonly ConcurrentQueue<string> _faults;
    private readonly IReadOnlyList<string> _skus;
    private readonly Uri _shop;
    private readonly Tally? _tally;
    private readonly string? _thumbprint;
    private HttpClient _client;
    private int _rounds;

    /// <param name="tally">Counts what he asks.</param>
    /// <param name="thumbprint">Of the certificate that he trusts, of a shop that he comes to by TLS.</param>
    public Visitor(Uri shop, IReadOnlyList<string> skus, ConcurrentQueue<string> faults, Tally? tally = null, string? thumbprint = null)
    {
        (_shop, _skus, _faults, _tally, _thumbprint) = (shop, skus, faults, tally, thumbprint);
        _client = NewClient();
    }

    /// <summary>How often he has done all that he does.</summary>
    public int Rounds => Volatile.Read(ref _rounds);

    /// <summary>Paths of orders that the shop said it had placed.</summary>
    public ConcurrentQueue<string> Placed { get; } = new();

    /// <summary>Paths of those that the shop said were paid.</summary>
    public ConcurrentQueue<string> Paid { get; } = new();

    /// <summary>Reads what is in no cache, writes, and looks at once whether what he wrote is there.</summary>
    public async Task BrowsesUntil(CancellationToken enough)
    {
        var units = 0;
        for (; !enough.IsCancellationRequested; Interlocked.Increment(ref _rounds))
        {
            if (units == UnitsOfOneCart)
            {
                _client.Dispose();
                (_client, units) = (NewClient(), 0);
            }

            var began = Stopwatch.GetTimestamp();
            await Searches();
            using (var added = await Sends("/cart/add", ("sku", _skus[Rounds % _skus.Count]), ("quantity", "1")))
            {
                Expect(added.StatusCode == HttpStatusCode.SeeOther, $"/cart/add answered {(int)added.StatusCode}");
            }

            units++;
            using var summary = await _client.GetAsync(new Uri("/me/summary", UriKind.Relative), CancellationToken.None);
            var shown = summary.IsSuccessStatusCode ? (await summary.Content.ReadFromJsonAsync<Summary>(CancellationToken.None))?.CartCount : null;
            Expect(shown == units, $"{units} units were added, and {shown} are shown ({(int)summary.StatusCode})");
            await Sees("/cart");
            await Pace.RestAsync(began, enough);
        }
    }

    /// <summary>Buys, and presses the button again until there is an answer. Stops between two orders, never within one.</summary>
    public async Task BuysUntil(CancellationToken enough)
    {
        for (; !enough.IsCancellationRequested; Interlocked.Increment(ref _rounds))
        {
            var began = Stopwatch.GetTimestamp();
            await Buys(_skus[Rounds % _skus.Count]);
            await Pace.RestAsync(began, enough);
        }
    }

    /// <summary>A page that no cache has.</summary>
    public Task Searches() => Sees($"/search?q=ssd&nothing={Platform.Secrets.NewToken()}");

    public void Dispose() => _client.Dispose();

    /// <summary>One order, paid; <see cref="Paid"/> has it when the shop said so.</summary>
    public async Task Buys(string sku)
    {
        (await Insists("/cart/add", ("sku", sku), ("quantity", "1"))).Dispose();
        (await Insists(
            "/checkout", ("email", "ann@example.com"), ("name", "Ann Lee"), ("line1", "1 Main St"), ("city", "Portland"), ("region", "OR"), ("postalCode", "97201"), ("country", "US"))).Dispose();
        (await Insists("/checkout/shipping", ("shipping", "standard"))).Dispose();
        using var review = await Repeats(() => _client.GetAsync(new Uri("/checkout/review", UriKind.Relative)));
        var quote = Quote().Match(await review.Content.ReadAsStringAsync()).Groups[1].Value;
        using var placed = await Insists("/checkout/place", ("quote", quote));
        if (placed.Headers.Location?.OriginalString is not { } pay || !pay.StartsWith("/orders/", StringComparison.Ordinal))
        {
            return;
        }

        var order = pay[..pay.LastIndexOf('/')];
        Placed.Enqueue(order);
        using var paid = await Insists(pay, ("card", "4242424242424242"));
        if (paid.Headers.Location?.OriginalString == order)
        {
            Paid.Enqueue(order);
        }
    }

    private async Task Sees(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), CancellationToken.None);
        Expect(answer.IsSuccessStatusCode, $"{path} answered {(int)answer.StatusCode}");
    }

    private Task<HttpResponseMessage> Sends(string path, params (string Name, string Value)[] fields) => _client.PostAsync(
        new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), CancellationToken.None);

    private Task<HttpResponseMessage> Insists(string path, params (string Name, string Value)[] fields) => Repeats(() => Sends(path, fields));

    /// <summary>Until the shop answers with something else than its own failure.</summary>
    private static async Task<HttpResponseMessage> Repeats(Func<Task<HttpResponseMessage>> ask)
    {
        var deadline = Environment.TickCount64 + 90_000;
        while (true)
        {
            try
            {
                var answer = await ask();
                if ((int)answer.StatusCode < 500)
                {
                    return answer;
                }

                answer.Dispose();
            }
            catch (Exception unanswered) when (unanswered is HttpRequestException or IOException or OperationCanceledException)
            {
            }

            (Environment.TickCount64 < deadline).ShouldBeTrue("the shop did not come back");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private void Expect(bool isSo, string fault)
    {
        if (!isSo)
        {
            _faults.Enqueue(fault);
        }
    }

    private HttpClient NewClient()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        if (_thumbprint is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _thumbprint;
        }

        return new HttpClient(_tally is null ? handler : _tally.Counting(handler)) { BaseAddress = _shop, Timeout = TimeSpan.FromSeconds(40) };
    }

    [GeneratedRegex("name=\"quote\" value=\"([^\"]+)\"")]
    private static partial Regex Quote();

    private sealed record Summary(string? Name, int CartCount);
}
