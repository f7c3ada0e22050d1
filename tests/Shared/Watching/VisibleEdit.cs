using System.Text.Json;
using System.Text.RegularExpressions;

namespace GigGatek.Tests;

/// <summary>
/// A change of the sources that a shop shows which watches them, and how to see it there. Each may be made again and again, with another number.
/// The shop need not be started anew for any of them.
/// </summary>
/// <param name="What">What is edited.</param>
/// <param name="Make">Saves the change.</param>
/// <param name="IsVisibleAsync">Does the shop show it? A shop that does not answer does not.</param>
internal sealed partial record VisibleEdit(string What, Action<SourceCopy, int> Make, Func<HttpClient, int, Task<bool>> IsVisibleAsync)
{
    /// <summary>A page without which no edit can be seen.</summary>
    public const string Page = "/help/returns";

    private const string Robots = "/robots.txt";

    public static IReadOnlyList<VisibleEdit> All { get; } =
    [
        new(
            "a style sheet",
            (sources, i) => sources.Edit("src/Storefront/wwwroot/css/shop/01-tokens.css", text => $"{text}\n.edit-{i} {{ color: red }}\n"),
            async (client, i) => (await ReadAsync(client, Sheet().Match(await ReadAsync(client, Page)).Groups[1].Value)).Contains($".edit-{i}", StringComparison.Ordinal)),
        new(
            "a page",
            (sources, i) => sources.Edit("src/Storefront/Layout/SiteFooter.razor", text => Help().Replace(text, $"aria-label=\"Help {i}\"")),
            async (client, i) => (await ReadAsync(client, Page)).Contains($"aria-label=\"Help {i}\"", StringComparison.Ordinal)),
        new(
            "code",
            (sources, i) => sources.Edit("src/Storefront/Sitemap/RobotsEndpoint.cs", text => Compare().Replace(text, $"Disallow: /compare-{i}")),
            async (client, i) => (await ReadAsync(client, Robots)).Contains($"Disallow: /compare-{i}", StringComparison.Ordinal)),
    ];

    /// <summary>Does the shop show anything yet?</summary>
    public static async Task<bool> IsServedAsync(HttpClient client) => (await ReadAsync(client, Page)).Contains("</html>", StringComparison.Ordinal);

    /// <summary>When the shop was started: another one when it was started anew.</summary>
    public static async Task<string?> StartOfAsync(HttpClient client) =>
        JsonDocument.Parse(await client.GetStringAsync("/info")).RootElement.GetProperty("started").GetString();

    private static async Task<string> ReadAsync(HttpClient client, string path)
    {
        try
        {
            return await client.GetStringAsync(path);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    [GeneratedRegex("href=\"(/assets/css/shop[^\"]*)\"")]
    private static partial Regex Sheet();

    [GeneratedRegex("aria-label=\"Help[^\"]*\"")]
    private static partial Regex Help();

    [GeneratedRegex(@"Disallow: /compare\S*")]
    private static partial Regex Compare();
}
