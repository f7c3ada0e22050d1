using System.Collections.Concurrent;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Hooks;
using GigGatek.Operations.Deploy.Journals;

namespace GigGatek.Tests.Unit.Operations.Deploy;

/// <summary>Commands beside a release, run by a real shell.</summary>
public sealed class HookTests
{
    private static readonly JournalEntry Release = new(7, DateTimeOffset.UnixEpoch, JournalEvent.Begun, "0.2.0", "green", "0.1.0", "blue", "Canary", null, "a reason");

    private readonly ConcurrentQueue<string> _said = new();

    [Fact]
    public async Task It_gets_the_facts_of_the_release_and_what_it_prints_is_shown()
    {
        (await Run("before", "env | grep ^GIGGATEK_ | sort; echo wrong >&2; cat")).ShouldBeNull();
        foreach (var fact in new[]
        {
            "HOOK=before", "ENVIRONMENT=staging", "RELEASE=7", "STRATEGY=Canary", "VERSION=0.2.0", "OLD_VERSION=0.1.0", "COLOUR=green", "OLD_COLOUR=blue", "WHY=a reason",
        })
        {
            _said.ShouldContain($"    | GIGGATEK_{fact}");
        }

        _said.ShouldContain("    | wrong");
    }

    [Fact]
    public async Task One_that_fails_is_named_with_its_exit_code() => (await Run("before", "exit 3")).ShouldBe("the hook “exit 3” ended with 3");

    [Fact]
    public async Task One_that_takes_too_long_is_ended_with_all_that_it_started()
    {
        (await Run("before", "sleep 300 & echo $!; wait", seconds: 2)).ShouldBe("the hook “sleep 300 & echo $!; wait” did not end within 2 s");
        var sleeper = _said.Single()["    | ".Length..];
        await Task.Delay(200, TestContext.Current.CancellationToken);
        (File.Exists($"/proc/{sleeper}/cmdline") && (await File.ReadAllTextAsync($"/proc/{sleeper}/cmdline", TestContext.Current.CancellationToken)).Contains("sleep", StringComparison.Ordinal)).ShouldBeFalse();
    }

    [Fact]
    public async Task Those_for_a_release_that_went_back_are_all_run_and_get_the_measure_that_decided()
    {
        var hooks = new ReleaseHooks(new EnvironmentHooks { Failed = ["exit 1", "echo $GIGGATEK_WHY"] }, "staging", _said.Enqueue);
        await hooks.RunFailedAsync(Release, "5 % of answers were errors");
        _said.ShouldContain("    Warning: the hook “exit 1” ended with 1.");
        _said.ShouldContain("    | 5 % of answers were errors");
    }

    private Task<string?> Run(string when, string command, int seconds = 60) =>
        new ReleaseHooks(new EnvironmentHooks { Seconds = seconds }, "staging", _said.Enqueue).RunAsync(when, command, Release, null, TestContext.Current.CancellationToken);
}
