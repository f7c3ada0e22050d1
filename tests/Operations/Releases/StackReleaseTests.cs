using System.Globalization;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Tests.Operations.Containers;
using GigGatek.Tests.Operations.Gateway;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>
/// Releases to the real stack of containers under people who look and buy, as the manual says to type them: one, a bad build and a way back here; as many as
/// GIGGATEK_STACK_RELEASES says, and the tool killed in every step with GIGGATEK_CUTS=all, or in those that it names.
/// </summary>
[Collection(ContainersCollection.Name)]
public sealed class StackReleaseTests(ShopImage image, ComposeStack stack)
{
    private static readonly string[] Cuts = Environment.GetEnvironmentVariable("GIGGATEK_CUTS") switch
    {
        null => [],
        "all" => ["check", "expand", "clear", "start-1", "ready-1", "prove-1", "shift-100", "compare-100", "drain", "gateway", "worker"],
        var named => named.Split(','),
    };

    private static readonly int Releases = int.Parse(Environment.GetEnvironmentVariable("GIGGATEK_STACK_RELEASES") ?? "1", CultureInfo.InvariantCulture);

    [Fact, Trait("Length", "long")]
    public async Task Builds_follow_each_other_the_last_one_is_rolled_back_and_a_bad_one_goes_back_without_a_failed_request()
    {
        await using var releases = await StackReleases.OpenAsync(stack, image);
        await releases.Break("tests-errors", "errors");
        await using var crowd = new Crowd(stack.Address, people: 2, Looks);
        await using var buyers = new Buyers(stack.Address, people: 1, parts: 1);
        await crowd.GoesOnFor(10);
        var (version, before) = (StackReleases.Running, StackReleases.Next);
        for (var release = 0; release < Releases; release++)
        {
            (version, before) = (before, version);
            if (release == 0)
            {
                await releases.Types("giggatek deploy --env production --version 0.2.0 --dry-run");
                await releases.Types("giggatek deploy --env production --version 0.2.0");
            }
            else
            {
                await releases.Tool.Deploys(version);
            }

            (await releases.Versions()).ShouldBe($"{version} {before} {version} {version}");
        }

        var told = TimeProvider.System.GetUtcNow();
        await releases.Types("giggatek rollback --env production --reason \"prices look wrong\"");
        TestContext.Current.TestOutputHelper?.WriteLine($"Visitors had the version before {(releases.Journal[^1].At - told).TotalSeconds:N1} s after the command began.");
        (await releases.Versions()).ShouldBe($"{before} {version} {version} {before}");

        var (code, output) = await releases.Tool.RunAsync("deploy", "--version", "tests-errors");
        code.ShouldBe(1, output);
        releases.Journal[^1].Why.ShouldNotBeNull().ShouldContain("answers were errors");
        (await releases.Versions()).ShouldBe($"{before} - {version} {before}");
        var listed = await releases.ByTheToolOfTheHost("releases");
        listed.ShouldContain("rolled back to: prices look wrong");

        await buyers.Ends();
        await crowd.Ends();
        crowd.Failures.ShouldBeEmpty($"of {crowd.Answers}");
        buyers.Failures.ShouldBeEmpty($"of {buyers.Paid.Count} orders");
        buyers.Paid.ShouldNotBeEmpty();
        await buyers.ShouldFindTheirOrders();
        // Without --no-deps podman makes the database anew: it tells compose another image of it than it was made of.
        await stack.ComposeAsync("up", "--detach", "--no-deps", "--wait", "shop-blue", "shop-green", "gateway", "worker");
        (await releases.Versions()).ShouldBe($"{before} {before} {version} {before}", "what is started by hand is what was released");
        (await stack.ProgramAsync("verify")).ShouldContain("All invariants hold.");
    }

    [Fact]
    public async Task An_image_that_is_nowhere_is_found_missing_before_anything_is_touched()
    {
        await using var releases = await StackReleases.OpenAsync(stack, image);
        var before = await releases.Versions();
        var (code, output) = await releases.Tool.RunAsync("deploy", "--version", $"0.0.7@sha256:{new string('a', 64)}");
        code.ShouldBe(2);
        output.ShouldContain("docker pull");
        (await releases.Versions()).ShouldBe(before);
    }

    [Fact]
    public async Task Killed_in_any_step_it_leaves_a_shop_that_serves_and_the_next_one_ends_clean()
    {
        Assert.SkipWhen(Cuts.Length == 0, "./giggatek soak --scenario releases kills the tool in every step of a release to containers.");
        await using var releases = await StackReleases.OpenAsync(stack, image);
        await using var crowd = new Crowd(stack.Address, people: 2, Looks);
        var (version, next) = (StackReleases.Running, StackReleases.Next);
        foreach (var (step, i) in Cuts.Select((step, i) => (step, i)))
        {
            using (var tool = releases.Tool.Start("deploy", "--version", next))
            {
                var output = tool.StandardOutput.ReadToEndAsync();
                var seen = releases.Journal.Count;
                while (!tool.HasExited && !releases.Journal.Skip(seen).Any(entry => entry.Step == step))
                {
                    await Task.Delay(50, TestContext.Current.CancellationToken);    // the tool's own patience ends it
                }

                await Task.Delay(170 * i, TestContext.Current.CancellationToken);    // now at the beginning of a command, now in its middle: each takes a second or so
                tool.Kill();
                await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
                TestContext.Current.TestOutputHelper?.WriteLine(await output);
            }

            await crowd.GoesOnFor(10);
            if (releases.Journal[^1] is not { Event: JournalEvent.Released } last || last.Version != next)
            {
                await releases.Tool.Deploys(next);
            }

            (await releases.Versions()).ShouldBe($"{next} {version} {next} {next}", step);
            (version, next) = (next, version);
        }

        await crowd.Ends();
        crowd.Failures.ShouldBeEmpty($"of {crowd.Answers}");
        (await stack.ProgramAsync("verify")).ShouldContain("All invariants hold.");
    }

    private static Task<HttpResponseMessage> Looks(HttpClient client, int turn) => (turn % 4) switch
    {
        0 => client.GetAsync("/"),
        1 => client.PostAsync("/cart/add", new FormUrlEncodedContent([new("sku", "PART-1"), new("quantity", "1")])),
        2 => client.GetAsync("/cart"),
        _ => client.GetAsync($"/search?q=part&turn={turn}"),
    };
}
