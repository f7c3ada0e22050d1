using System.Globalization;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Tests.Operations.Gateway;
using GigGatek.Tests.Releases;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>
/// Releases of real builds under people who look and buy: one that starts slowly, one that adds to the schema, and the one before them
/// again on what that has added. A few here; fifty with GIGGATEK_RELEASES.
/// </summary>
public sealed class ReleaseTests : IAsyncLifetime
{
    private static readonly int Releases = int.Parse(Environment.GetEnvironmentVariable("GIGGATEK_RELEASES") ?? "3", CultureInfo.InvariantCulture);

    private readonly ReleasedShop _shop = new();

    public ValueTask InitializeAsync() => _shop.PrepareAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Builds_follow_each_other_without_a_failed_request_or_a_lost_order_and_the_last_one_is_rolled_back()
    {
        string[] versions = ["0.1.0", "0.2.0", "0.3.0"];
        _shop.Publish(versions[1], "late");
        _shop.Publish(versions[2], "expands");
        await _shop.Deploys(versions[0]);
        await using var crowd = new Crowd(_shop.Address, people: 3, Looks);
        await using var buyers = new Buyers(_shop.Address, 2);
        await crowd.GoesOnFor(30);
        for (var release = 0; release < Releases; release++)
        {
            var version = versions[(release + 1) % versions.Length];
            var strategy = (release % 3) switch { 0 => "blue-green", 1 => "canary", _ => "rolling" };
            await _shop.Deploys(version, "--strategy", strategy);
            (await _shop.ActiveVersion()).ShouldBe(version);
            await crowd.GoesOnFor(20);
        }

        (await _shop.RunAsync("rollback")).Code.ShouldBe(0);
        (await _shop.ActiveVersion()).ShouldBe(versions[(Releases - 1) % versions.Length]);
        await crowd.GoesOnFor(20);

        await buyers.Ends();
        await crowd.Ends();
        crowd.Failures.ShouldBeEmpty($"of {crowd.Answers}");
        buyers.Failures.ShouldBeEmpty($"of {buyers.Paid.Count} orders");
        buyers.Paid.ShouldNotBeEmpty();
        _shop.SchemaChanges.ShouldContain(209901010000);
        await buyers.ShouldFindTheirOrders();
        await _shop.ShouldBalance();
        _shop.Journal.Count(entry => entry.Event == JournalEvent.Released).ShouldBe(Releases + 1);
    }

    [Fact]
    public async Task What_was_released_is_rolled_back_at_once_and_the_journal_tells_both()
    {
        _shop.Publish("0.2.0");
        await _shop.Deploys("0.1.0");
        (await _shop.RunAsync("rollback")).Output.ShouldContain("nothing to go back to");
        await _shop.Deploys("0.2.0");
        (await _shop.RunAsync("deploy", "--version", "0.2.0")).Output.ShouldContain("have 0.2.0 already");

        var (code, output) = await _shop.RunAsync("rollback", "--reason", "a customer complained");
        code.ShouldBe(0, output);
        (await _shop.ActiveVersion()).ShouldBe("0.1.0");
        var listed = (await _shop.RunAsync("releases")).Output;
        listed.ShouldContain("rolled back to: a customer complained");
        listed.ShouldContain("released");
    }

    [Fact]
    public async Task A_second_deploy_at_the_same_time_is_refused_and_disturbs_nothing()
    {
        _shop.Publish("0.2.0", "late");
        await _shop.Deploys("0.1.0");
        using var first = _shop.Start("deploy", "--version", "0.2.0");
        var output = first.StandardOutput.ReadToEndAsync();
        await Wait.Until("the first to start shops", () => _shop.Journal.Any(entry => entry is { Version: "0.2.0", Step: "ready-1" }));
        var (code, refusal) = await _shop.RunAsync("deploy", "--version", "0.2.0");
        code.ShouldBe(2);
        refusal.ShouldContain("being changed by");
        refusal.ShouldContain("deploy of 0.2.0");
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        first.ExitCode.ShouldBe(0, await output);
        (await _shop.ActiveVersion()).ShouldBe("0.2.0");
    }

    private static Task<HttpResponseMessage> Looks(HttpClient client, int turn) => (turn % 4) switch
    {
        0 => client.GetAsync("/"),
        1 => client.PostAsync("/cart/add", new FormUrlEncodedContent([new("sku", $"PART-{(turn % 60) + 1}"), new("quantity", "1")])),
        2 => client.GetAsync("/cart"),
        _ => client.GetAsync($"/search?q=part&turn={turn}"),
    };
}
