using System.Net.Http.Json;
using System.Text.Json;

namespace GigGatek.Tests.Operations;

/// <summary>The built program as <c>giggatek serve</c>, one of several on the same data.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler());
    private readonly ServerProcess _process;

    private ShopProcess(string data, IReadOnlyDictionary<string, string> environment)
    {
        Address = new Uri($"http://localhost:{FreePorts.Next()}");
        _process = ServerProcess.Start(environment, "serve", "--urls", Address.GetLeftPart(UriPartial.Authority), "--data", data);
    }

    public Uri Address { get; }

    public string Output => _process.Output;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Starts it and waits until it is in health as asked.</summary>
    public static async Task<ShopProcess> StartAsync(string data, IReadOnlyDictionary<string, string> environment)
    {
        var shop = new ShopProcess(data, environment);
        await shop.UntilAsync("Healthy");
        return shop;
    }

    /// <summary>Waits until <c>/health/ready</c> says so; it must answer that it is ready at every look.</summary>
    public async Task<JsonElement> UntilAsync(string status)
    {
        var deadline = Environment.TickCount64 + 60_000;
        var isThere = false;
        while (true)
        {
            _process.HasEnded.ShouldBeFalse(Output);
            (Environment.TickCount64 < deadline).ShouldBeTrue($"not {status} within a minute:\n{Output}");
            try
            {
                var health = await _client.GetFromJsonAsync<JsonElement>(new Uri(Address, "/health/ready"), Ct);
                isThere = true;
                if (health.GetProperty("status").GetString() == status)
                {
                    return health;
                }
            }
            catch (HttpRequestException) when (!isThere)
            {
                // it is starting
            }

            await Task.Delay(100, Ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _client.Dispose();
    }
}
