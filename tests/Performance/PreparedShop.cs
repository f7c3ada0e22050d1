using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GigGatek.Catalog.Demo;
using GigGatek.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Performance;

/// <summary>
/// A data folder with a large catalogue, imported once by the program itself. The parts are those of <c>GIGGATEK_PARTS</c>, or of
/// <c>../shared/data/pc-parts</c> beside the checkout, or else the demo catalogue.
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

    public string DatabaseFile => Path.Combine(Folder, "giggatek.db");

    public long Products { get; private set; }

    private static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "GigGatek", "release", "giggatek.dll"));

    public static async Task<PreparedShop> CreateAsync()
    {
        var shop = Find() is { } folder
            ? new PreparedShop(Path.GetFileName(folder), Directory.GetFiles(folder, "*.jsonl"))
            : new PreparedShop("the demo catalogue", []);
        await shop.ImportAsync();
        shop.Products = Sql.Scalar(shop.DatabaseFile, "SELECT COUNT(*) FROM catalog_products");
        return shop;
    }

    /// <summary>Runs a command of the program to its end, as <c>./giggatek</c> does.</summary>
    public static async Task RunProgramAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"giggatek {string.Join(' ', arguments)} failed:\n{output}{await error}");
        }
    }

    /// <summary>The shop in this process, on a port of its own, when the events of what was imported have left: they drop cached pages.</summary>
    public async Task<(WebApplication App, int Port)> StartAsync()
    {
        var port = FreePort();
        var address = $"http://127.0.0.1:{port}";
        var app = ShopHost.Build(
            new ShopStart(address, "all", new Dictionary<string, string?> { ["Database:Directory"] = Folder, ["Shop:PublicUrl"] = address, ["Shop:Development"] = "true" }),
            builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await app.StartAsync();
        while (Sql.Scalar(DatabaseFile, "SELECT COUNT(*) FROM catalog_outbox WHERE dispatched_at IS NULL") > 0)
        {
            await Task.Delay(50);
        }

        return (app, port);
    }

    /// <summary>The shop as a process of its own, as <c>./giggatek up</c> starts it. Answers it when its first page is served.</summary>
    public async Task<(Process Process, int Port, TimeSpan ToFirstPage)> StartProcessAsync()
    {
        var port = FreePort();
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "up", "--data", Folder, "--port", $"{port}", "--demo", "none"]) { RedirectStandardOutput = true, Environment = { ["DOTNET_TieredPGO"] = "0" } })!;
        process.BeginOutputReadLine();
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
        }
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ImportAsync()
    {
        await RunProgramAsync("migrate", "--data", Folder);
        if (Files.Count > 0)
        {
            await RunProgramAsync(["import", .. Files, "--data", Folder]);
        }
        else
        {
            await using var app = ShopHost.Build(new ShopStart("", "catalog", new Dictionary<string, string?> { ["Database:Directory"] = Folder }));
            await app.Services.GetRequiredService<IDemoCatalogue>().LoadAsync(DemoSize.Full, CancellationToken.None);
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GIGGATEK_PARTS") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var beside = Path.Combine(folder, "shared", "data", "pc-parts");
            if (Directory.Exists(beside))
            {
                return beside;
            }
        }

        return null;
    }
}
