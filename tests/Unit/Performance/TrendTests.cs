using GigGatek.Tests.Performance;

namespace GigGatek.Tests.Unit.Performance;

/// <summary>When a benchmark says that something got slower.</summary>
public sealed class TrendTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.80, false)]
    [InlineData(0.61, false)]
    [InlineData(0.59, true)]
    public void A_figure_a_quarter_below_its_past_is_told(double now, bool isTold) =>
        (Past(0.8, 0.8, 0.8, 0.8, 0.8).FindRegression(Point(9, now)) is not null).ShouldBe(isTold);

    [Fact]
    public void It_says_what_was_usual() =>
        Past(0.8, 0.8, 0.8, 0.8, 0.8).FindRegression(Point(9, 0.4)).ShouldBe("page is at 0.40 of its limit; in the last 5 runs it was at 0.80, and down to 0.60 is noise.");

    [Fact]
    public void One_lucky_run_raises_nothing() => Past(0.8, 0.8, 0.8, 0.8, 3.0).FindRegression(Point(9, 0.7)).ShouldBeNull();

    [Fact]
    public void With_few_runs_nothing_is_told() => Past(0.8, 0.8, 0.8, 0.8).FindRegression(Point(9, 0.1)).ShouldBeNull();

    [Fact]
    public void Only_the_last_twenty_count() =>
        Past([.. Enumerable.Repeat(8.0, 30), .. Enumerable.Repeat(0.8, 20)]).FindRegression(Point(99, 0.7)).ShouldBeNull();

    [Fact]
    public void Other_figures_do_not_count() => Past(0.8, 0.8, 0.8, 0.8, 0.8).FindRegression(Point(9, 0.1) with { Name = "another" }).ShouldBeNull();

    [Fact]
    public void What_is_added_is_there_at_the_next_run()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("giggatek-trend-").FullName, "trend", "sqlite.jsonl");
        for (var run = 0; run < 5; run++)
        {
            Trend.Load(file).Add([Point(run, 0.8)]);
        }

        Trend.Load(file).FindRegression(Point(9, 0.1)).ShouldNotBeNull();
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(file))!, recursive: true);
    }

    private static Trend Past(params double[] ratios) => new("none", [.. ratios.Select((ratio, i) => Point(i, ratio))]);

    private static TrendPoint Point(int day, double ratio) => new(Start.AddDays(day), "commit", "page", ratio);
}
