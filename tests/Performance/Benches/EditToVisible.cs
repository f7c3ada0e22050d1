using System.Diagnostics;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// How long it takes until a saved change shows in the shop that <c>./giggatek up --watch</c> runs: of a style sheet, of a page and of code, in
/// a copy of the sources; the shop must not be started anew for any of them. Beside it: what it takes to build the edited project instead.
/// </summary>
internal static class EditToVisible
{
    private const int Edits = 5;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        using var sources = new SourceCopy();
        var port = FreePorts.Next();
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://localhost:{port}"), Timeout = TimeSpan.FromSeconds(20) };
        using var watched = sources.Start("./giggatek", "up", "--watch", "--port", $"{port}", "--demo", "none", "--data", sources.PathOf("data"));
        try
        {
            await UntilAsync("the shop to serve", TimeSpan.FromMinutes(10), () => VisibleEdit.IsServedAsync(client));
            await Task.Delay(TimeSpan.FromSeconds(5));    // dotnet watch looks at the files after the start
            var started = await VisibleEdit.StartOfAsync(client);
            var seen = new Dictionary<string, double>();
            foreach (var edit in VisibleEdit.All)
            {
                seen[edit.What] = await MeasureAsync(i => edit.Make(sources, i), i => edit.IsVisibleAsync(client, i));
            }

            var isTheSame = await VisibleEdit.StartOfAsync(client) == started;
            var limit = await sources.BuildAsync("src/Storefront");
            return
            [
                .. seen.Select(edit => new Figure(
                    $"edit to visible, {edit.Key}",
                    $"{edit.Value:N2} s (a build of that project: {limit.TotalSeconds:N1} s)",
                    $"at most {Budget.TotalSeconds:N0} s",
                    edit.Value <= Budget.TotalSeconds,
                    limit.TotalSeconds / edit.Value)),
                new Figure("the shop that was edited", isTheSame ? "ran on" : "was started anew", "runs on", isTheSame),
            ];
        }
        finally
        {
            watched.Kill(entireProcessTree: true);
            await watched.WaitForExitAsync();
        }
    }

    private static async Task<double> MeasureAsync(Action<int> edit, Func<int, Task<bool>> isVisible)
    {
        var times = new List<double>();
        for (var i = 0; i <= Edits; i++)
        {
            var started = Stopwatch.GetTimestamp();
            edit(i);
            await UntilAsync("an edit to show", TimeSpan.FromMinutes(1), () => isVisible(i));
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return Rounds.Median(times.Skip(1));    // the first one starts the compiler
    }

    private static async Task UntilAsync(string what, TimeSpan patience, Func<Task<bool>> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException($"Waited {patience} for {what}.");
            }

            await Task.Delay(Look);
        }
    }
}
