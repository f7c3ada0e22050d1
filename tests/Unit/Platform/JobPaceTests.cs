using GigGatek.Platform.Jobs;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>When a job runs first: a process that starts has a page to make.</summary>
public sealed class JobPaceTests
{
    [Theory]
    [InlineData(0.1, 2)]         // what comes all the time waits for the first page
    [InlineData(5, 5)]
    [InlineData(60, 60)]
    [InlineData(3600, 60)]       // what comes each hour comes in a process that is started anew each half hour, too
    public void A_job_runs_first_after_its_pause_but_not_within_two_seconds_and_within_a_minute(double pause, double first) =>
        JobPace.Of(TimeSpan.FromSeconds(pause), first: null).ShouldBe(new JobPace(TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(pause)));

    [Fact]
    public void A_job_that_says_when_runs_then() =>
        JobPace.Of(TimeSpan.FromMinutes(10), first: TimeSpan.Zero).ShouldBe(new JobPace(TimeSpan.Zero, TimeSpan.FromMinutes(10)));
}
