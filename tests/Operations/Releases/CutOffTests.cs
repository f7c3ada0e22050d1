using System.Diagnostics;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Tests.Operations.Gateway;
using GigGatek.Tests.Releases;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>The tool is killed in the middle. Two steps here; every step of the plan with GIGGATEK_CUTS=all.</summary>
public sealed class CutOffTests : IAsyncLifetime
{
    private static readonly string[] Steps = Environment.GetEnvironmentVariable("GIGGATEK_CUTS") == "all"
        ? ["check", "expand", "clear", "start-1", "ready-1", "prove-1", "shift-100", "compare-100", "drain", "gateway"]
        : ["shift-100", "gateway"];

    private readonly ReleasedShop _shop = new();

    public ValueTask InitializeAsync() => _shop.PrepareAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Killed_in_any_step_it_leaves_a_shop_that_serves_and_the_next_one_ends_clean()
    {
        _shop.Publish("0.2.0");
        await _shop.Deploys("0.1.0");
        await using var crowd = new Crowd(_shop.Address, people: 2, (client, turn) => client.GetAsync($"/search?q=part&turn={turn}"));
        var version = "0.1.0";
        foreach (var step in Steps)
        {
            var next = version == "0.1.0" ? "0.2.0" : "0.1.0";
            using (var tool = _shop.Start("deploy", "--version", next))
            {
                var output = tool.StandardOutput.ReadToEndAsync();
                var seen = _shop.Journal.Count;
                await Wait.Until($"the step {step}", () => tool.HasExited || _shop.Journal.Skip(seen).Any(entry => entry.Step == step));
                tool.Kill();
                await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
                _shop.Journal[^1].Event.ShouldBe(JournalEvent.Step, await output);
            }

            await crowd.GoesOnFor(10);
            await _shop.Deploys(next);
            (await _shop.ActiveVersion()).ShouldBe(next);
            version = next;
        }

        await crowd.Ends();
        crowd.Failures.ShouldBeEmpty($"of {crowd.Answers}");
        await _shop.ShouldBalance();
    }

    [Fact]
    public async Task Interrupted_from_the_keyboard_it_takes_the_release_back_before_it_ends()
    {
        _shop.Publish("0.2.0", "late");
        await _shop.Deploys("0.1.0");
        using var tool = _shop.Start("deploy", "--version", "0.2.0");
        var output = tool.StandardOutput.ReadToEndAsync();
        await Wait.Until("the wait for the new shop", () => _shop.Journal.Any(entry => entry is { Version: "0.2.0", Step: "ready-1" }));
        using (var kill = Process.Start("kill", ["-INT", $"{tool.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        tool.ExitCode.ShouldBe(1, await output);
        _shop.Journal[^1].ShouldSatisfyAllConditions(
            last => last.Event.ShouldBe(JournalEvent.Returned),
            last => last.Why.ShouldBe("it was interrupted"));
        (await _shop.ActiveVersion()).ShouldBe("0.1.0");
    }
}
