using GigGatek.Operations.Deploy.Journals;
using GigGatek.Tests.Releases;
using GigGatek.Tests.Unit;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>What stands beside a release: looks that refuse it, hooks, notices to a chat.</summary>
public sealed class BesideTests : IAsyncLifetime
{
    private readonly ReleasedShop _shop = new();

    public ValueTask InitializeAsync() => _shop.PrepareAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Releases_are_told_refused_and_taken_back_with_their_hooks_and_nothing_of_that_fails_one()
    {
        await using var chat = new ChatRoom();
        var (webhook, facts) = (Path.Combine(_shop.State, "slack-webhook"), Path.Combine(_shop.State, "facts"));
        await File.WriteAllTextAsync(webhook, chat.Address, TestContext.Current.CancellationToken);
        _shop.AddToEnvironment($$"""
            notices: { slack: {{webhook}}, teams: {{webhook}}-of-nobody }
            hooks:
              before: ['echo before $GIGGATEK_VERSION >>{{facts}}; test ! -e {{facts}}-no']
              after: ['echo after $GIGGATEK_OLD_VERSION $GIGGATEK_VERSION >>{{facts}}; exit 1']
              failed: ['echo "failed $GIGGATEK_WHY" >>{{facts}}']
            """);
        var (code, output) = await _shop.RunAsync("deploy", "--version", "0.1.0", "--reason", "the first");
        code.ShouldBe(0, output);
        output.ShouldContain("Warning: the hook “echo after");
        output.ShouldContain("The notice to Teams was not taken: ");
        output.ShouldNotContain("/services/");
        Texts(chat).ShouldBe(["staging: the release of 0.1.0 has begun.\nthe first", "staging: visitors have 0.1.0."], ignoreOrder: true);

        _shop.Publish("0.2.0-unsafe", "unsafe");
        await Refused("0.2.0-unsafe", "its schema changes are not safe: This build is broken.");
        await Refused("0.3.0", "has no 0.3.0");
        await File.WriteAllTextAsync(facts + "-no", "", TestContext.Current.CancellationToken);
        _shop.Publish("0.2.0-crash", "crash");
        await Refused("0.2.0-crash", "ended with 1");
        File.Delete(facts + "-no");
        Texts(chat).Count(text => text!.Contains("was refused, and nothing was changed", StringComparison.Ordinal)).ShouldBe(3);

        (code, output) = await _shop.RunAsync("deploy", "--version", "0.2.0-crash");
        code.ShouldBe(1, output);
        Texts(chat)[^1]!.ShouldStartWith("staging: 0.2.0-crash was taken back; visitors have 0.1.0.\na shop of green ended while it started");
        (await _shop.ActiveVersion()).ShouldBe("0.1.0");
        var lines = await File.ReadAllLinesAsync(facts, TestContext.Current.CancellationToken);
        lines[..2].ShouldBe(["before 0.1.0", "after 0.1.0"]);
        lines[^1].ShouldStartWith("failed a shop of green ended while it started");
    }

    private async Task Refused(string version, string why)
    {
        var steps = _shop.Journal.Count(entry => entry.Step is "expand" or "clear" or "start-1");
        var (code, output) = await _shop.RunAsync("deploy", "--version", version);
        code.ShouldBe(2, output);
        output.ShouldContain($"{version} was not released, and nothing was changed: ");
        _shop.Journal[^1].Event.ShouldBe(JournalEvent.Returned);
        _shop.Journal[^1].Why.ShouldNotBeNull().ShouldContain(why);
        _shop.Journal.Count(entry => entry.Step is "expand" or "clear" or "start-1").ShouldBe(steps);
    }

    private static List<string?> Texts(ChatRoom chat) => [.. chat.Taken.Select(notice => notice.GetProperty("text").GetString())];
}
