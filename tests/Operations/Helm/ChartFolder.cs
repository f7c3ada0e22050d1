using System.Collections.Concurrent;
using System.Diagnostics;

namespace GigGatek.Tests.Operations.Helm;

/// <summary>The chart, and the program that renders it: the tool beside the checkout, or the real helm.</summary>
internal static class ChartFolder
{
    private static readonly string Tool = Path.Combine(Checkout.Root, "..", "shared", "tools", "helm-render");
    private static readonly ConcurrentDictionary<string, Task<Rendering>> Known = new();
    private static readonly SemaphoreSlim Turns = new(2);

    public static string Root { get; } = Path.Combine(Checkout.Root, "deploy", "helm", "giggatek");

    /// <summary>The features of <c>ci/</c>, each of which is laid over the least that must be said.</summary>
    public static IReadOnlyList<string> Features { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "ci"), "*-values.yaml").Select(file => Path.GetFileName(file)[..^"-values.yaml".Length]).Where(name => name != "default").Order(StringComparer.Ordinal)];

    /// <summary>Every two features together.</summary>
    public static IEnumerable<string[]> Pairs =>
        from one in Features from other in Features where string.CompareOrdinal(one, other) < 0 select (string[])[one, other];

    /// <summary>Ends the test as skipped, by name, where nothing renders charts.</summary>
    public static void RequireRenderer() => Assert.SkipWhen(FindRenderer() is null, "There is no helm on this machine.");

    /// <summary>Renders with features, and with values as <c>--set</c> takes them.</summary>
    public static Task<Rendering> RenderAsync(IEnumerable<string> features, params string[] sets) => RenderAsync("shop", features, sets);

    /// <summary>The same under another release's name.</summary>
    public static Task<Rendering> RenderAsync(string release, IEnumerable<string> features, params string[] sets)
    {
        RequireRenderer();
        string[] arguments =
        [
            release, Root, .. features.Prepend("default").SelectMany(name => (string[])["-f", Path.Combine(Root, "ci", $"{name}-values.yaml")]),
            .. sets.SelectMany(set => (string[])["--set", set]),
        ];
        return Known.GetOrAdd(string.Join('\n', arguments), _ => RunAsync(arguments));
    }

    /// <summary>Renders a copy of the chart with arguments as helm takes them.</summary>
    public static Task<Rendering> RenderAsync(string release, string chart, string[] arguments)
    {
        RequireRenderer();
        return RunAsync([release, chart, .. arguments]);
    }

    private static async Task<Rendering> RunAsync(string[] arguments)
    {
        var (program, before) = FindRenderer()!.Value;
        await Turns.WaitAsync();
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [.. before, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return new Rendering(process.ExitCode == 0 ? output : null, await error);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static (string Program, string[] Before)? FindRenderer() =>
        File.Exists(Tool) ? (Tool, []) : OnPath("helm") is { } helm ? (helm, ["template"]) : null;

    private static string? OnPath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

/// <summary>What came of it.</summary>
/// <param name="Text">The manifests; null when it was refused.</param>
/// <param name="Refusal">Why.</param>
internal sealed record Rendering(string? Text, string Refusal)
{
    public IReadOnlyList<Manifest> Manifests => Manifest.Parse(Text ?? throw new InvalidOperationException($"It was refused: {Refusal}"));
}
