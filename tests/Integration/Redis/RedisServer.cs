using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GigGatek.Platform.Redis;
using StackExchange.Redis;

namespace GigGatek.Tests;

/// <summary>A Redis of the test's own: loopback port, folder, password. It has the settings that we ship, and ends with the test.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    public const string Password = "redis-password-of-the-tests";

    private readonly string _folder = Directory.CreateTempSubdirectory("giggatek-redis-").FullName;
    private readonly int _port = FreePorts.Next();
    private Process? _process;

    private RedisServer()
    {
    }

    private static string Root { get; } = Checkout.Root;

    private string Program => Path.Combine(_folder, "redis-server");

    /// <summary>What a shop is configured with: a user that may do what init-env lets it.</summary>
    public string Connection => $"127.0.0.1:{_port},user={RedisUser.Name},password={Password}";

    /// <summary>Who may do everything: the test.</summary>
    private string Everything => $"127.0.0.1:{_port},password={Password},allowAdmin=true";

    /// <summary>Skips the test where there is no Redis; <c>./giggatek test</c> installs it where it can.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var program = FindProgram();
        Assert.SkipWhen(program is null, "There is no redis-server on this machine: apt-get install redis-tools, or redis-server.");
        var server = new RedisServer();
        File.CreateSymbolicLink(server.Program, program!);
        await server.RunAsync();
        return server;
    }

    /// <summary>Starts it, empty, where it was.</summary>
    public async Task RunAsync()
    {
        string[] arguments =
        [
            Path.Combine(Root, "deploy", "redis", "redis.conf"), "--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder,
            "--rdbcompression", "no", "--requirepass", Password, "--logfile", "log",
            .. RedisUser.WriteRule("giggatek", Password).Split(' ').Select((word, i) => i == 0 ? "--user" : word),
        ];
        _process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var deadline = Environment.TickCount64 + 30_000;
        while (!await AnswersAsync())
        {
            (Environment.TickCount64 < deadline).ShouldBeTrue("redis-server did not start within half a minute");
            await Task.Delay(50);
        }
    }

    /// <summary>As a power cut would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>It keeps its connections and does not answer.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    public Task GoOnAsync() => SignalAsync("-CONT");

    /// <summary>Everything that it holds, names and values, as it would lie on a disk.</summary>
    public async Task<string> ReadEverythingAsync()
    {
        await AskAsync(db => db.ExecuteAsync("SAVE"));
        return Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(_folder, "dump.rdb")));
    }

    public async Task<IReadOnlyList<string>> KeysAsync(string pattern) =>
        [.. ((string?[]?)await AskAsync(db => db.ExecuteAsync("KEYS", pattern)) ?? []).OfType<string>().Order(StringComparer.Ordinal)];

    public async Task<RedisResult> AskAsync(Func<IDatabase, Task<RedisResult>> ask)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Everything);
        return await ask(connection.GetDatabase());
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Debian's package of the tools holds the server too, under the name of another tool, and starts no service.</summary>
    private static string? FindProgram() =>
        (from name in new[] { "redis-server", "redis-check-rdb" }
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin")
         let file = Path.Combine(folder, name)
         where File.Exists(file)
         select file).FirstOrDefault();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }
}
