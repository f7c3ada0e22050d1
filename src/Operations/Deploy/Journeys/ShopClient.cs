using System.Diagnostics;
using System.Net;

namespace GigGatek.Operations.Deploy.Journeys;

/// <summary>A visitor of one shop process, past the gateway, with cookies of his own.</summary>
internal sealed class ShopClient(Uri shop, TimeSpan patience) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = shop, Timeout = patience };

    /// <summary>Opens a page. Status 0 where no answer came.</summary>
    public Task<ShopAnswer> OpenAsync(string path, CancellationToken ct) => AskAsync(() => new HttpRequestMessage(HttpMethod.Get, path), ct);

    /// <summary>Sends a form.</summary>
    public Task<ShopAnswer> SendAsync(string path, CancellationToken ct, params (string Name, string Value)[] fields) => AskAsync(
        () => new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) }, ct);

    public void Dispose() => _client.Dispose();

    private async Task<ShopAnswer> AskAsync(Func<HttpRequestMessage> ask, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var request = ask();
        try
        {
            using var answer = await _client.SendAsync(request, ct);
            var body = await answer.Content.ReadAsStringAsync(ct);
            return new ShopAnswer((int)answer.StatusCode, body, answer.Headers.Location?.OriginalString, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new ShopAnswer(0, failure.Message, null, Stopwatch.GetElapsedTime(started));
        }
    }
}

/// <summary>An answer of a shop.</summary>
/// <param name="Status">0: none came.</param>
internal sealed record ShopAnswer(int Status, string Body, string? Location, TimeSpan Took)
{
    /// <summary>The shop is to blame for it.</summary>
    public bool IsError => Status is 0 or >= 500;
}
