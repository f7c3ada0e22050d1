using GigGatek.Operations.Deploy.Journals;
using GigGatek.Tests.Operations.Gateway;
using GigGatek.Tests.Releases;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>Builds that are bad, each in its way, at a visitor a second: each goes back by itself, and says which measure decided.</summary>
public sealed class BadBuildTests : IAsyncLifetime
{
    private readonly ReleasedShop _shop = new();

    public ValueTask InitializeAsync() => _shop.PrepareAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Each_goes_back_before_a_visitor_sees_it_and_says_why()
    {
        await _shop.Deploys("0.1.0");
        await using var visitor = new Crowd(_shop.Address, people: 1, async (client, turn) =>
        {
            await Task.Delay(1_000);
            return await client.GetAsync($"/search?q=part&turn={turn}");
        });
        foreach (var (fault, why) in new[]
        {
            ("crash", "ended while it started: This build is broken."),
            ("migration", "the schema could not be expanded: This build is broken."),
            ("errors", "answers were errors"),
            ("slow", "times as long as the old one's"),
            ("unready", "did not get ready within 12 s"),
        })
        {
            _shop.WriteEnvironment(sample: 200, readySeconds: fault == "unready" ? 12 : 60);
            _shop.Publish($"0.2.0-{fault}", fault);
            var (code, output) = await _shop.RunAsync("deploy", "--version", $"0.2.0-{fault}");
            code.ShouldBe(1, output);
            _shop.Journal[^1].Event.ShouldBe(JournalEvent.Returned);
            _shop.Journal[^1].Why.ShouldNotBeNull().ShouldContain(why);
            (await _shop.ActiveVersion()).ShouldBe("0.1.0");
        }

        await visitor.Ends();
        visitor.Failures.ShouldBeEmpty($"of {visitor.Answers}");
        await _shop.ShouldBalance();
    }
}
