using System.Collections.Concurrent;
using System.Text.Json;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Notices;
using GigGatek.Tests.Unit.Platform;

namespace GigGatek.Tests.Unit.Operations.Deploy;

/// <summary>What Slack and Teams are sent, and what becomes of a release when they do not take it: nothing.</summary>
public sealed class NoticeTests : IDisposable
{
    private static readonly Notice Returned = Notice.Returned("staging", "0.2.0", "0.1.0", "5.0 % of <200> answers were errors & more");

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _said = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Slack_gets_one_text_in_which_nothing_is_markup()
    {
        var payload = JsonDocument.Parse(Returned.ForSlack()).RootElement;
        payload.EnumerateObject().Select(part => part.Name).ShouldBe(["text"]);
        payload.GetProperty("text").GetString().ShouldBe("staging: 0.2.0 was taken back; visitors have 0.1.0.\n5.0 % of &lt;200&gt; answers were errors &amp; more");
    }

    [Fact]
    public void Teams_gets_a_message_with_one_adaptive_card()
    {
        var message = JsonDocument.Parse(Returned.ForTeams()).RootElement;
        message.GetProperty("type").GetString().ShouldBe("message");
        var attachment = message.GetProperty("attachments").EnumerateArray().Single();
        attachment.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        var card = attachment.GetProperty("content");
        card.GetProperty("type").GetString().ShouldBe("AdaptiveCard");
        card.GetProperty("version").GetString().ShouldBe("1.2");
        card.GetProperty("body").EnumerateArray().Select(block => (block.GetProperty("type").GetString(), block.GetProperty("text").GetString(), block.GetProperty("wrap").GetBoolean())).ShouldBe(
            [("TextBlock", "staging: 0.2.0 was taken back; visitors have 0.1.0.", true), ("TextBlock", "5.0 % of <200> answers were errors & more", true)]);
        Notice.Released("staging", "0.2.0").ForTeams().ShouldNotContain("null,null");
    }

    [Fact]
    public async Task Both_get_it_at_the_address_of_their_file()
    {
        await using var slack = new ChatRoom();
        await using var teams = new ChatRoom();
        await Send(new EnvironmentNotices { Slack = Keep("slack", slack.Address + "\n"), Teams = Keep("teams", teams.Address) });
        slack.Taken.Single().GetProperty("text").GetString()!.ShouldStartWith("staging: 0.2.0 was taken back");
        teams.Taken.Single().GetProperty("type").GetString().ShouldBe("message");
        _said.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_not_taken_is_sent_once_more()
    {
        await using var slack = new ChatRoom(500);
        await Send(new EnvironmentNotices { Slack = Keep("slack", slack.Address) });
        slack.Asked.ShouldBe(2);
        slack.Taken.Count.ShouldBe(1);
        _said.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("410", "it answered 410")]
    [InlineData("silent", "it did not answer in time")]
    [InlineData("nobody", "it cannot be reached")]
    [InlineData("plain", "holds no address that begins with https://")]
    [InlineData("missing", "cannot be read")]
    public async Task One_that_is_never_taken_is_said_without_its_address_and_ends(string how, string sentence)
    {
        await using var slack = how switch { "410" => new ChatRoom(410, 410), "silent" => new ChatRoom(0, 0), _ => new ChatRoom() };
        var address = how switch { "nobody" => "http://127.0.0.1:9/services/secret", "plain" => "http://hooks.example/services/secret", _ => slack.Address };
        await Send(new EnvironmentNotices { Slack = how == "missing" ? Path.Combine(_folder.Path, "none") : Keep("slack", address) });
        _said.Single().ShouldContain(sentence);
        _said.Single().ShouldNotContain("/services/");
        slack.Taken.ShouldBeEmpty();
    }

    private async Task Send(EnvironmentNotices wanted)
    {
        var notices = new SendNotices(wanted, TimeProvider.System, _said.Enqueue, () => new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) });
        notices.Send(Returned);
        await notices.EndAsync();
    }

    private string Keep(string name, string text)
    {
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllText(file, text);
        return file;
    }
}
