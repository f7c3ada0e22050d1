using System.Diagnostics;
using GigGatek.Tests.Releases;

namespace GigGatek.Tests.Performance.Benches;

/// <summary>
/// How long it takes to be rid of a build, by the rules that every environment has unless it says otherwise and at a visitor a second: of a bad
/// one, until the tool has gone back by itself; of one that was released, until <c>rollback</c> has ended.
/// </summary>
internal static class Releases
{
    private const int Rollbacks = 5;
    private static readonly TimeSpan MostToReturn = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MostToRollBack = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Figure>> RunAsync(PreparedShop shop)
    {
        await using var released = new ReleasedShop();
        await released.PrepareAsync();
        released.WriteEnvironment(sample: 200, readySeconds: 45, timesSlower: 2, sampleSeconds: 10);
        await released.Deploys("0.1.0");

        using var stop = new CancellationTokenSource();
        var visitor = VisitAsync(released.Address, stop.Token);
        List<Figure> figures = [];
        foreach (var (fault, what) in new[]
        {
            ("crash", "that crashes at its start"),
            ("migration", "whose migration fails"),
            ("errors", "that fails a product page in twenty"),
            ("slow", "that is three times slower"),
            ("unready", "that never gets ready"),
        })
        {
            released.Publish($"0.2.0-{fault}", fault);
            figures.Add(Of($"a build {what} goes back", await TimeAsync(released, 1, "deploy", "--version", $"0.2.0-{fault}"), MostToReturn));
        }

        released.Publish("0.2.0");
        var rollbacks = new List<double>();
        for (var i = 0; i < Rollbacks; i++)
        {
            await released.Deploys("0.2.0");
            rollbacks.Add(await TimeAsync(released, 0, "rollback"));
        }

        figures.Add(Of("rollback", Rounds.Median(rollbacks), MostToRollBack));
        await stop.CancelAsync();
        var (answers, failures) = await visitor;
        figures.Add(new Figure("visitors meanwhile", $"{failures} of {answers} failed", "none", failures == 0));
        return figures;
    }

    private static Figure Of(string name, double seconds, TimeSpan most) =>
        new(name, $"after {seconds:N1} s", $"at most {most.TotalSeconds:N0} s", seconds <= most.TotalSeconds);

    private static async Task<double> TimeAsync(ReleasedShop released, int expected, params string[] command)
    {
        var started = Stopwatch.GetTimestamp();
        var (code, output) = await released.RunAsync(command);
        return code == expected
            ? Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"giggatek {string.Join(' ', command)} ended with {code}:\n{output}");
    }

    /// <summary>Looks at a part every second.</summary>
    private static async Task<(int Answers, int Failures)> VisitAsync(Uri shop, CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = shop };
        var (answers, failures) = (0, 0);
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync($"/search?q=part&turn={answers}", CancellationToken.None);
                failures += answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (HttpRequestException)
            {
                failures++;
            }

            answers++;
            await second.WaitForNextTickAsync(CancellationToken.None);
        }

        return (answers, failures);
    }
}
