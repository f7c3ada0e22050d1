using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using GigGatek.Tests.Operations.Databases;

namespace GigGatek.Tests.Operations.Replicas;

/// <summary>The built program on a primary with two replicas, started as a person starts it.</summary>
internal sealed partial class ReplicatedShop : IAsyncDisposable
{
    private const int LookMilliseconds = 50;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly string _folder = Directory.CreateTempSubdirectory("giggatek-replicas-").FullName;
    private readonly string _data;
    private Process? _process;
    private (string Name, string Value)[] _settings = [];

    private ReplicatedShop(ReplicaSet set, string? data) => (Set, _data) = (set, data ?? _folder);

    public ReplicaSet Set { get; }

    public Uri Address { get; } = new($"http://localhost:{FreePorts.Next()}");

    public string ConnectionString =>
        $"Server={Set.Addresses};Database={ReplicaSet.User};User ID={ReplicaSet.User};Password={ReplicaSet.Password};SslMode=None;AllowPublicKeyRetrieval=true";

    public string Output => string.Join('\n', _output);

    public static async Task<ReplicatedShop> StartAsync(ServerPrograms programs)
    {
        var shop = new ReplicatedShop(await ReplicaSet.StartAsync(programs), null);
        try
        {
            await shop.StartAsync(["up", "--port", $"{shop.Address.Port}", "--demo", "small"]);
            await shop.Set.Primary.ExecuteAsync(
                $"UPDATE {ReplicaSet.User}.catalog_variants SET available = available + 1000, received = received + 1000 WHERE price IS NOT NULL AND available > 0");
            await shop.Until("every replica to be read from", async () => await shop.TellHealthAsync() == "Healthy");
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another process of the same shop, with settings of its own.</summary>
    public async Task<ReplicatedShop> StartAnotherAsync(params (string Name, string Value)[] settings)
    {
        var other = new ReplicatedShop(Set, _data) { _settings = settings };
        try
        {
            await other.StartAsync(["up", "--port", $"{other.Address.Port}", "--demo", "none"]);
            return other;
        }
        catch
        {
            await other.DisposeAsync();
            throw;
        }
    }

    /// <summary>Of the owner, from the output of the first start.</summary>
    public (string Email, string OneTimePassword) Owner => (SignInAs().Match(Output).Groups[1].Value, OneTimePassword().Match(Output).Groups[1].Value);

    /// <summary><c>Healthy</c>, or what is not as it should be with replicas; nothing when it does not answer.</summary>
    public async Task<string> TellHealthAsync()
    {
        try
        {
            var checks = (await _client.GetFromJsonAsync<JsonElement>(new Uri(Address, "/health/ready"))).GetProperty("checks");
            var replicas = checks.GetProperty("replicas");
            return replicas.GetProperty("detail").GetString() ?? replicas.GetProperty("status").GetString()!;
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    /// <summary>How often it has told that a replica is in a state.</summary>
    public int CountLines(DatabaseServer replica, string state) =>
        _output.Count(line => line.Contains($"the replica {ReplicaSet.AddressOf(replica)} was", StringComparison.Ordinal) && line.Contains($"and is {state},", StringComparison.Ordinal));

    /// <summary>It does nothing until it may go on.</summary>
    public void Pause() => Signal("STOP");

    public void GoOn() => Signal("CONT");

    public Task<string> GetAsync(string path) => _client.GetStringAsync(new Uri(Address, path));

    /// <summary>Some that can be bought a thousand times.</summary>
    public async Task<IReadOnlyList<string>> ListSkusAsync()
    {
        var skus = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            skus.Add(await Set.Primary.ReadAsync(
                $"SELECT sku FROM {ReplicaSet.User}.catalog_variants WHERE price IS NOT NULL AND available >= 500 ORDER BY id LIMIT 1 OFFSET {i}", reader => reader.GetString(0)));
        }

        return skus;
    }

    public Task<long> CountAsync(string from) => CountAsync(Set.Primary, from);

    public static Task<long> CountAsync(DatabaseServer server, string from) =>
        server.ReadAsync($"SELECT COUNT(*) FROM {ReplicaSet.User}.{from}", reader => reader.GetInt64(0));

    /// <summary>Waits for what must come about; half a minute at most.</summary>
    public async Task Until(string what, Func<Task<bool>> isSo)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (!await isSo())
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue($"waited a minute for {what}; health: {await TellHealthAsync()}\n{Output}");
            await Task.Delay(LookMilliseconds, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Runs another command of the program on the same databases.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Prepare([.. arguments, "--data", _data]))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    /// <summary>The books balance.</summary>
    public async Task ShouldBalance()
    {
        var (exitCode, output) = await RunAsync("verify");
        exitCode.ShouldBe(0, output);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
        if (_data == _folder)
        {
            await Set.DisposeAsync();
        }
    }

    private async Task StartAsync(string[] arguments)
    {
        _process = Process.Start(Prepare([.. arguments, "--data", _data]))!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Until("the shop to start", async () =>
        {
            _process.HasExited.ShouldBeFalse(Output);
            return (await TellHealthAsync()).Length > 0;
        });
    }

    private ProcessStartInfo Prepare(string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [BuiltProgram.Path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["COLUMNS"] = "400";
        info.Environment["Database__Provider"] = "mysql";
        info.Environment["Database__ConnectionString"] = ConnectionString;
        info.Environment["Database__ReplicaLagSeconds"] = "1";
        for (var i = 0; i < Set.Servers.Count; i++)
        {
            info.Environment[$"Database__Replicas__{i}"] = ReplicaSet.AddressOf(Set.Servers[i]);
        }

        foreach (var (name, value) in _settings)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{_process!.Id}"]);
        kill.WaitForExit();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }

    [GeneratedRegex(@"sign in as (\S+)")]
    private static partial Regex SignInAs();

    [GeneratedRegex(@"one-time password (\S+)")]
    private static partial Regex OneTimePassword();
}
