using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Operations.Edge;

/// <summary>Stands where the gateway is, keeps what arrives, and is content with all of it.</summary>
internal sealed class RecordingGateway : IAsyncDisposable
{
    private readonly ConcurrentQueue<Arrival> _arrivals = new();
    private readonly WebApplication _app;

    private RecordingGateway()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.MaxRequestBodySize = null;
            server.Limits.MaxRequestLineSize = 64 * 1024;
            server.Listen(System.Net.IPAddress.Loopback, Address.Port);
        });
        _app = builder.Build();
        _app.Run(Keep);
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePorts.Next()}");

    /// <summary>How long it thinks about <c>/slow</c>.</summary>
    public TaskCompletionSource Thinks { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<Arrival> Arrivals => _arrivals;

    public static async Task<RecordingGateway> StartAsync()
    {
        var gateway = new RecordingGateway();
        await gateway._app.StartAsync();
        return gateway;
    }

    public void Forget() => _arrivals.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Keep(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = context.Request;
        _arrivals.Enqueue(new Arrival(
            request.Method, request.Path + request.QueryString, request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetString(body.ToArray())));
        if (request.Path == "/slow")
        {
            await Thinks.Task;
        }

        context.Response.Headers.CacheControl = "private, no-store";
        await context.Response.WriteAsync("arrived");
    }
}

/// <summary>A request that came through.</summary>
internal sealed record Arrival(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
