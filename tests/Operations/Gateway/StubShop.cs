using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>A shop that says its name, and does whatever a test wants it to do.</summary>
internal sealed class StubShop : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _received = new();
    private readonly int _port = FreePorts.Next();
    private WebApplication _app;

    private StubShop(string name)
    {
        Name = name;
        Address = new Uri($"http://127.0.0.1:{_port}");
        _app = Build();
    }

    public string Name { get; }

    public Uri Address { get; }

    public bool IsReady { get; set; } = true;

    /// <summary>Whether it breaks off whatever it is asked, readiness left out.</summary>
    public bool Breaks { get; set; }

    /// <summary>What it tells as the public keys of access tokens; null: nothing.</summary>
    public string? TokenKeys { get; set; }

    /// <summary>Assets that it has.</summary>
    public string Asset { get; init; } = "";

    /// <summary>More than the sockets on the way can hold.</summary>
    public static byte[] Large { get; } = [.. Enumerable.Range(0, 24 * 1024 * 1024).Select(i => (byte)(i / 251))];

    /// <summary>How long it thinks about <c>/slow</c>.</summary>
    public TaskCompletionSource Thinks { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it was asked, readiness left out.</summary>
    public IReadOnlyCollection<string> Received => _received;

    public static async Task<StubShop> StartAsync(string name, string asset = "")
    {
        var shop = new StubShop(name) { Asset = asset };
        await shop._app.StartAsync();
        return shop;
    }

    /// <summary>Gone as if it was never there: connections to it are refused.</summary>
    public async Task GoesAway()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    public async Task ComesBack()
    {
        _app = Build();
        await _app.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        Thinks.TrySetResult();
        return _app.DisposeAsync();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.MaxRequestBodySize = null;
            server.Listen(System.Net.IPAddress.Loopback, _port, listener => listener.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRouting();
        var app = builder.Build();
        app.MapGet("/health/ready", () => IsReady ? Results.Ok() : Results.StatusCode(503));
        app.Use((context, next) =>
        {
            if (context.Request.Path.Value is "/health/ready" or "/.well-known/jwks.json")
            {
                return next(context);
            }

            _received.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return Breaks ? BreakOff(context) : next(context);
        });
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=0, must-revalidate";
            return Name;
        });
        app.MapGet("/mine", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "private, no-store";
            return Name;
        });
        app.MapPost("/form", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            return $"{Name} has {await reader.ReadToEndAsync()}";
        });
        app.MapMethods("/breaks", ["GET", "POST"], BreakOff);
        app.MapGet("/.well-known/jwks.json", () => TokenKeys is { } keys ? Results.Text(keys, "application/jwk-set+json") : Results.NotFound());
        app.Map("/api/v1/{**rest}", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            return $"{Name} has {await reader.ReadToEndAsync()}";
        });
        app.MapPost("/admin/imports", async (HttpContext context) =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            return Name;
        });
        app.MapGet("/fails", () => Results.StatusCode(500));
        app.MapGet("/slow", async () =>
        {
            await Thinks.Task;
            return Name;
        });
        app.MapGet("/headers", (HttpContext context) => string.Join('\n', context.Request.Headers.Select(header => $"{header.Key}: {header.Value}")));
        app.MapGet("/assets/{name}", (string name) => name == Asset ? Results.Text($"{Name}'s {name}") : Results.NotFound());
        app.MapGet("/download", SendPieces);
        app.MapGet("/large", () => Results.Bytes(Large));
        return app;
    }

    private static async Task BreakOff(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Abort();
    }

    /// <summary>Endless until the test lets it come to its end.</summary>
    private async Task SendPieces(HttpContext context)
    {
        for (var piece = 0; !Thinks.Task.IsCompleted; piece++)
        {
            await context.Response.WriteAsync($"piece {piece}\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(20);
        }

        await context.Response.WriteAsync("the end");
    }
}
