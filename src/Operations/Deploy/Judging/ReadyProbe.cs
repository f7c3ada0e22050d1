using System.Net.Http.Json;
using System.Text.Json;

namespace GigGatek.Operations.Deploy.Judging;

/// <summary>What a shop says of its databases.</summary>
/// <param name="Fault">Null: they have what it reads.</param>
internal sealed record SchemaAnswer(string? Fault);

/// <summary>Asks a shop whether it is ready.</summary>
internal static class ReadyProbe
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(1) }) { Timeout = TimeSpan.FromSeconds(5) };

    public static async Task<bool> IsReadyAsync(Uri shop, CancellationToken ct) =>
        await AskAsync(shop, answer => Task.FromResult(answer.IsSuccessStatusCode), ct);

    /// <summary>Whether the databases still have what a shop reads, in its own words. Null: it did not say, or could not find out.</summary>
    public static Task<SchemaAnswer?> AskForSchemaAsync(Uri shop, CancellationToken ct) => AskAsync(
        shop,
        async answer => (await answer.Content.ReadFromJsonAsync<Report>(ct))?.Checks?.GetValueOrDefault("schema") is { } schema
            ? schema.Status switch { "Healthy" => new SchemaAnswer(null), "Unhealthy" => new SchemaAnswer(schema.Detail), _ => null }
            : null,
        ct);

    private static async Task<T?> AskAsync<T>(Uri shop, Func<HttpResponseMessage, Task<T?>> read, CancellationToken ct)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(shop, "/health/ready"), ct);
            return await read(answer);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return default;
        }
    }

    private sealed record Report(Dictionary<string, Check>? Checks);

    private sealed record Check(string Status, string? Detail);
}
