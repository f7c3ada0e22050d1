using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>A cached product page against a bare Kestrel endpoint that answers the same bytes.</summary>
internal static class CachedPage
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        using var connection = Sql.Open(shop.Database);
        var path = "/p/" + (string)Sql.Read(connection, "SELECT slug FROM catalog_products ORDER BY id LIMIT 1")[0][0];
        var (app, port) = await shop.StartAsync();
        await using (app)
        {
            var (bare, barePort) = await StartBareAsync(port, path);
            await using (bare)
            {
                var ratio = await Rounds.CompareAsync(
                    9,
                    () => HttpLoad.RequestsPerSecondAsync(port, path, 16, TimeSpan.FromSeconds(1)),
                    () => HttpLoad.RequestsPerSecondAsync(barePort, path, 16, TimeSpan.FromSeconds(1)));
                await app.StopAsync();
                return [Figure.Of("cached product page", ratio, "requests/s", 0.8)];
            }
        }
    }

    /// <summary>The same status, headers and body, from memory.</summary>
    private static async Task<(WebApplication App, int Port)> StartBareAsync(int port, string path)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}{path}")) { Headers = { { "Accept-Encoding", "br" } } };
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "Server" or "Transfer-Encoding"))
            .Select(header => (header.Key, Value: string.Join(", ", header.Value))).ToArray();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var barePort = FreePorts.Next();
        builder.WebHost.UseUrls($"http://127.0.0.1:{barePort}").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var bare = builder.Build();
        bare.Run(async context =>
        {
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        await bare.StartAsync();
        return (bare, barePort);
    }
}
