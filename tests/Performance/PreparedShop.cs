using System.Diagnostics;
using GigGatek.Catalog.Demo;
using GigGatek.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace GigGatek.Tests.Performance;

/// <summary>
/// A shop with a large catalogue, imported once by the program itself, on the engine that GIGGATEK_TEST_DATABASE names. Without
/// a folder of parts it is the demo catalogue.
/// </summary>
internal sealed class PreparedShop : IAsyncDisposable
{
    private PreparedShop(string source, IReadOnlyList<string> files)
    {
        Source = source;
        Files = files;
    }

    public string Source { get; }

    /// <summary>What was imported; empty when it is the demo catalogue.</summary>
    public IReadOnlyList<string> Files { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("giggatek-bench-").FullName;

    public TestDatabase Database => TestDatabase.In(Folder);

    public long Products { get; private set; }

    public static async Task<PreparedShop> CreateAsync()
    {
        var shop = LargeCatalogue.Find() is { } folder
            ? new PreparedShop(Path.GetFileName(folder), Directory.GetFiles(folder, "*.jsonl"))
            : new PreparedShop("the demo catalogue", []);
        await shop.ImportAsync();
        shop.Products = shop.Database.Count("catalog_products");
        return shop;
    }

    /// <summary>Runs a command of the program on a data folder to its end, as <c>./giggatek</c> does.</summary>
    public static Task RunProgramAsync(string folder, params string[] arguments) =>
        BuiltProgram.RunAsync(TestDatabase.In(folder).Environs().ToDictionary(pair => pair.Key, pair => pair.Value!), [.. arguments, "--data", folder]);

    /// <summary>The shop in this process, on a port of its own, when the events of what was imported have left: they drop cached pages.</summary>
    public async Task<(WebApplication App, int Port)> StartAsync()
    {
        var port = FreePorts.Next();
        var address = $"http://127.0.0.1:{port}";
        var app = ShopHost.Build(
            new ShopStart(address, "all", Settings(("Shop:PublicUrl", address), ("Shop:Development", "true"))),
            builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await app.StartAsync();
        while (Database.Count("catalog_outbox WHERE dispatched_at IS NULL") > 0)
        {
            await Task.Delay(50);
        }

        return (app, port);
    }

    /// <summary>The shop as a process of its own, as <c>./giggatek up</c> starts it. Answers it when its first page is served.</summary>
    public Task<(Process Process, int Port, TimeSpan ToFirstPage)> StartProcessAsync() => StartProcessAsync(Folder, DemoSize.None);

    /// <summary>The same on another data folder.</summary>
    public static async Task<(Process Process, int Port, TimeSpan ToFirstPage)> StartProcessAsync(string folder, DemoSize demo)
    {
        var port = FreePorts.Next();
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(Start(folder, ["up", "--data", folder, "--port", $"{port}", "--demo", $"{demo}".ToLowerInvariant()]))!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler);
        while (true)
        {
            try
            {
                if ((await client.GetAsync(new Uri($"http://localhost:{port}/"))).IsSuccessStatusCode)
                {
                    return (process, port, Stopwatch.GetElapsedTime(started));
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(10);
            }
            catch
            {
                process.Kill();
                throw;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        TestDatabase.DropIn(Folder);
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task ImportAsync()
    {
        await RunProgramAsync(Folder, "migrate");
        if (Files.Count > 0)
        {
            await RunProgramAsync(Folder, ["import", .. Files]);
        }
        else
        {
            await using var app = ShopHost.Build(new ShopStart("", "catalog", Settings()));
            await app.Services.GetRequiredService<IDemoCatalogue>().LoadAsync(DemoSize.Full, CancellationToken.None);
        }
    }

    private static ProcessStartInfo Start(string folder, string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [BuiltProgram.Path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOTNET_TieredPGO"] = "0" } };
        foreach (var (name, value) in TestDatabase.In(folder).Environs())
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private Dictionary<string, string?> Settings(params (string Key, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?>(Database.Settings()) { ["Database:Directory"] = Folder };
        if (settings.TryGetValue("Database:ConnectionString", out var given))
        {
            var parts = new MySqlConnectionStringBuilder(given!);
            parts.Remove("Maximum Pool Size");    // the shop's own: tests have fewer than one connection for each shopper
            settings["Database:ConnectionString"] = parts.ConnectionString;
        }

        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }
}
