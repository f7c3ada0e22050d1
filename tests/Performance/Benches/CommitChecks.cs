using System.Diagnostics;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// The checks before a commit of ten files of C# and as many of other kinds, by the hook's own script, against
/// <c>dotnet format whitespace</c> on the same ten alone. A commit that takes longer than two seconds is made without them.
/// </summary>
internal static class CommitChecks
{
    private const int Files = 10;
    private const int Rounds = 5;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        var sources = Some("src/Modules", "*.cs");
        var all = (string[])[.. sources, .. Some("src/Storefront", "*.razor"), .. Some("deploy/helm/giggatek/ci", "*.yaml").Take(Files / 2), .. Some("tests/run", "*.sh").Take(3)];
        await TimeAsync("sh", "tests/run/hooks.sh", "check", "large-files", "README.md");    // builds them if need be
        var times = new List<(TimeSpan Ours, TimeSpan Limit)>();
        for (var round = 0; round < Rounds; round++)
        {
            times.Add((await TimeAsync("sh", ["tests/run/hooks.sh", "check", "all", .. all]), await TimeAsync("dotnet", ["format", "whitespace", ".", "--folder", "--verify-no-changes", "--include", .. sources])));
        }

        var (ours, limit) = (Performance.Rounds.Median(times.Select(time => time.Ours.TotalSeconds)), Performance.Rounds.Median(times.Select(time => time.Limit.TotalSeconds)));
        return [new Figure($"checks before a commit of {all.Length} files", $"{ours:N2} s (dotnet format alone: {limit:N2} s)", $"at most {Budget.TotalSeconds:N0} s", ours <= Budget.TotalSeconds, limit / ours)];
    }

    private static IEnumerable<string> Some(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(Files).Select(file => Path.GetRelativePath(Root, file));

    private static async Task<TimeSpan> TimeAsync(string program, params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started) : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output}{await error}");
    }
}
