using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GigGatek.Tests.Operations.Releases.Clusters;

/// <summary>
/// Stands in for a cluster where there is none: programs named helm and kubectl that ask this process, which renders the real chart with the very
/// arguments it gets and behaves like the real ones in what a release relies on. What only a real cluster proves is said in docs/operations/releases.md.
/// </summary>
internal sealed class StandInCluster : IAsyncDisposable
{
    private const string EndOfArguments = "--END--";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-cluster-");
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly int _port = ServerProcess.FreePort();
    private readonly WebApplication _app;

    private StandInCluster()
    {
        ShopPorts = new Dictionary<string, int> { ["blue"] = ServerProcess.FreePort(), ["green"] = ServerProcess.FreePort() };
        Helm = new StandInHelm();
        Kubectl = new StandInKubectl(Helm, ShopPorts);
        _app = Build();
    }

    public StandInHelm Helm { get; }

    public StandInKubectl Kubectl { get; }

    /// <summary>Commands that change something, as they were run.</summary>
    public IReadOnlyList<string> Changes => [.. _commands.Where(command => command.StartsWith("helm upgrade", StringComparison.Ordinal) || command.StartsWith("helm rollback", StringComparison.Ordinal))];

    /// <summary>Where its helm and kubectl are.</summary>
    public string Path => _folder.FullName;

    private Dictionary<string, int> ShopPorts { get; }

    public static async Task<StandInCluster> StartAsync()
    {
        var cluster = new StandInCluster();
        foreach (var program in new[] { "helm", "kubectl" })
        {
            cluster.WriteProgram(program);
        }

        await cluster._app.StartAsync();
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Arguments one a line, then what it reads; the answer's first line is the exit code. A way to a pod stays open until it is closed.</summary>
    private void WriteProgram(string name) => ShellScript.Write(
        System.IO.Path.Combine(_folder.FullName, name),
        $$"""
        answer=$({ printf '%s\n' "$@"; echo {{EndOfArguments}}; cat; } | curl -sS --data-binary @- http://127.0.0.1:{{_port}}/{{name}}) || exit 97
        code=$(printf '%s\n' "$answer" | head -1)
        [ "$code" = 0 ] || { printf '%s\n' "$answer" | tail -n +2 >&2; exit "$code"; }
        printf '%s\n' "$answer" | tail -n +2
        case " $* " in *" port-forward "*) exec sleep 600 ;; esac
        """);

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            foreach (var port in ShopPorts.Values.Append(_port))
            {
                server.Listen(System.Net.IPAddress.Loopback, port);
            }
        });
        var app = builder.Build();
        app.Run(context => context.Connection.LocalPort == _port ? AnswerAsync(context) : ServeAsync(context));
        return app;
    }

    /// <summary>A shop with nothing to buy.</summary>
    private Task ServeAsync(HttpContext context)
    {
        var colour = ShopPorts.Single(port => port.Value == context.Connection.LocalPort).Key;
        context.Response.StatusCode = Kubectl.VersionOf(colour).EndsWith("-errors", StringComparison.Ordinal) && context.Request.Path == "/search" ? 500 : 200;
        return context.Response.WriteAsync(context.Request.Path == "/sitemap.xml" ? "<urlset></urlset>" : "a page");
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var parts = (await reader.ReadToEndAsync()).Split(EndOfArguments + "\n", 2);
        var program = context.Request.Path.Value!.Trim('/');
        var arguments = SkipPlace(parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        _commands.Enqueue($"{program} {string.Join(' ', arguments)}");
        await _turn.WaitAsync();
        try
        {
            var answer = program == "helm" ? await Helm.AnswerAsync(arguments, context.RequestAborted) : Kubectl.Answer(arguments, parts[1]);
            await context.Response.WriteAsync($"{answer.Code}\n{answer.Text}", CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // it was killed, and stays where it was
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string[] SkipPlace(string[] arguments)
    {
        arguments.Take(2).ShouldBe(["--namespace", "shop"]);
        return arguments[2..];
    }
}

/// <summary>What a program says, on its output when the code is 0, else on its error output.</summary>
internal sealed record StandInAnswer(int Code, string Text)
{
    public static StandInAnswer Done(string text = "") => new(0, text);

    public static StandInAnswer Failed(string text) => new(1, text);
}
