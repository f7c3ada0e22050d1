using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace GigGatek.Tests;

/// <summary>The built program, started as a person starts it: <c>giggatek up</c>, with a data folder of its own.</summary>
public sealed partial class RunningShop : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Entrance? _entrance = Entrance.Take();
    private Process? _process;

    public RunningShop(string demo = "small") => Demo = demo;

    public string Demo { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("giggatek-browser-").FullName;

    public TestDatabase Database => TestDatabase.In(Folder);

    public int Port { get; } = FreePorts.Next();

    /// <summary>Where visitors find it: at the edge, in tests that go through it.</summary>
    public string Address => _entrance?.Address.GetLeftPart(UriPartial.Authority) ?? OwnAddress;

    /// <summary>Where it listens itself.</summary>
    public string OwnAddress => $"http://localhost:{Port}";

    /// <summary>Settings beside those of every test, such as <c>Payments:Provider</c>; set them before the start.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>All that the program has written so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>From the first start's output.</summary>
    public string OwnerPassword => OneTimePassword().Match(Output).Groups[1].Value;

    public string OwnerEmail => SignInAs().Match(Output).Groups[1].Value;

    public async Task StartAsync()
    {
        var info = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { BuiltProgram.Path, "up", "--port", $"{Port}", "--data", Folder, "--demo", Demo },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["COLUMNS"] = "400", ["Keys__LookSeconds"] = "1", ["Accounts__PasswordIterations"] = "100000" },
        };
        foreach (var (name, value) in Database.Environs().Concat((_entrance?.Settings() ?? []).Concat(Settings).Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value))))
        {
            info.Environment[name] = value;
        }

        var startsBefore = Starts;
        _process = Process.Start(info)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler);
        var deadline = Environment.TickCount64 + 60_000;
        while (Starts == startsBefore || !await AnswersAsync(client))
        {
            _process.HasExited.ShouldBeFalse($"the shop stopped at its start:\n{Output}");
            (Environment.TickCount64 < deadline).ShouldBeTrue($"the shop did not start within a minute:\n{Output}");
            await Task.Delay(100);
        }

        await (_entrance?.LeadTo(Port) ?? Task.CompletedTask);
    }

    /// <summary>Ends it like a power cut.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs another command of the program on this shop's data folder.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunProgramAsync([.. arguments, "--data", Folder]);

    /// <summary>Runs a command of the program to its end; where it names a data folder, on that one's database.</summary>
    public static async Task<(int ExitCode, string Output)> RunProgramAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["COLUMNS"] = "400", ["Keys__LookSeconds"] = "1", ["Keys__RetireAfterMinutes"] = "0" } };
        info.ArgumentList.Add(BuiltProgram.Path);
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        var data = Array.IndexOf(arguments, "--data");
        foreach (var (name, value) in data < 0 ? [] : TestDatabase.In(arguments[data + 1]).Environs())
        {
            info.Environment[name] = value;
        }

        using var process = Process.Start(info)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var end = patience.Token.Register(process.Kill);    // a command that should have ended fails its test by its exit code
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    /// <summary>The books balance: a test that buys ends with it.</summary>
    public Task ShouldBalance() => Books.ShouldBalanceIn(Folder);

    /// <summary>Ctrl-C. Answers the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var interrupt = Process.Start("kill", ["-INT", $"{_process!.Id}"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _entrance?.Leave();
        TestDatabase.DropIn(Folder);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>How often it has said that it is there: the last line of a start says how to stop it.</summary>
    private int Starts => _output.Count(line => line.EndsWith("Ctrl-C", StringComparison.Ordinal));

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync(new Uri($"{OwnAddress}/health/ready"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
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
