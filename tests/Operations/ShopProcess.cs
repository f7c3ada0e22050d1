using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace GigGatek.Tests.Operations;

/// <summary>The built program as <c>giggatek serve</c>, one of several on the same data.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private static readonly string Program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "GigGatek", "release", "giggatek.dll"));

    private readonly ConcurrentQueue<string> _output = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler());
    private readonly Process _process;

    private ShopProcess(string data, IReadOnlyDictionary<string, string> environment)
    {
        Address = new Uri($"http://localhost:{FreePort()}");
        _process = Run(environment, "serve", "--urls", Address.GetLeftPart(UriPartial.Authority), "--data", data);
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public string Output => string.Join('\n', _output);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Starts it and waits until it is in health as asked.</summary>
    public static async Task<ShopProcess> StartAsync(string data, IReadOnlyDictionary<string, string> environment)
    {
        var shop = new ShopProcess(data, environment);
        await shop.UntilAsync("Healthy");
        return shop;
    }

    /// <summary>Runs another command to its end.</summary>
    public static async Task CommandAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Run(environment, arguments);
        var error = process.StandardError.ReadToEndAsync(Ct);
        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        process.ExitCode.ShouldBe(0, output + await error);
    }

    /// <summary>Waits until <c>/health/ready</c> says so; it must answer that it is ready at every look.</summary>
    public async Task<JsonElement> UntilAsync(string status)
    {
        var deadline = Environment.TickCount64 + 60_000;
        var isThere = false;
        while (true)
        {
            _process.HasExited.ShouldBeFalse(Output);
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
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _client.Dispose();
    }

    private static Process Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        info.ArgumentList.Add(Program);
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
