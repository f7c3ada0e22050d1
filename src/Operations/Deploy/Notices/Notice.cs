using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GigGatek.Operations.Deploy.Notices;

/// <summary>What people are told about a release, in a chat.</summary>
/// <param name="Headline">One sentence.</param>
/// <param name="Why">The measure that decided, or the reason; null: nothing more to say.</param>
public sealed record Notice(string Headline, string? Why)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Notice Started(string environment, string version, string? oldVersion, string? reason) =>
        new($"{environment}: the release of {version} has begun{(oldVersion is null ? "" : $", after {oldVersion}")}.", reason);

    public static Notice Released(string environment, string version) => new($"{environment}: visitors have {version}.", null);

    public static Notice Refused(string environment, string version, string why) => new($"{environment}: {version} was refused, and nothing was changed.", why);

    public static Notice Returned(string environment, string version, string? oldVersion, string why) =>
        new($"{environment}: {version} was taken back; visitors have {oldVersion ?? "nothing yet"}.", why);

    public static Notice RolledBack(string environment, string version, string fromVersion, string? reason) =>
        new($"{environment}: rolled back from {fromVersion}; visitors have {version}.", reason);

    /// <summary>
    /// For an incoming webhook of Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks): one text, in which three
    /// characters would begin markup (https://docs.slack.dev/messaging/formatting-message-text#escaping).
    /// </summary>
    public string ForSlack() => new JsonObject { ["text"] = Escape(Why is null ? Headline : $"{Headline}\n{Why}") }.ToJsonString(Json);

    /// <summary>
    /// For a webhook of Teams' Workflows, which takes a message with one Adaptive Card
    /// (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using#send-adaptive-cards-using-an-incoming-webhook).
    /// </summary>
    public string ForTeams() => new JsonObject
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.2",
                ["body"] = new JsonArray([Block(Headline, isHeadline: true), .. Why is null ? [] : (JsonNode[])[Block(Why, isHeadline: false)]]),
            },
        }),
    }.ToJsonString(Json);

    private static JsonObject Block(string text, bool isHeadline)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true };
        if (isHeadline)
        {
            block["weight"] = "bolder";
        }

        return block;
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
