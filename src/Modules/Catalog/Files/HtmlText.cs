using System.Net;
using System.Text;

namespace GigGatek.Catalog.Files;

/// <summary>Descriptions are plain text here and HTML in Shopify's files.</summary>
internal static class HtmlText
{
    private static readonly string[] Hidden = ["script", "style"];
    private static readonly string[] Breaks = ["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"];

    public static string ToHtml(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);

    /// <summary>The text without its markup; scripts and styles leave nothing.</summary>
    public static string ToText(string html)
    {
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            var tag = html.IndexOf('<', at);
            if (tag < 0 || tag + 1 >= html.Length || !(char.IsAsciiLetter(html[tag + 1]) || html[tag + 1] is '/' or '!'))
            {
                var until = tag < 0 ? html.Length : tag + 1;
                text.Append(html, at, until - at);
                at = until;
                continue;
            }

            text.Append(html, at, tag - at);
            at = AfterTag(html, tag, text);
        }

        return WebUtility.HtmlDecode(text.ToString()).Trim();
    }

    private static int AfterTag(string html, int tag, StringBuilder text)
    {
        var end = html.IndexOf('>', tag);
        if (end < 0)
        {
            return html.Length;
        }

        var name = string.Concat(html.Skip(tag + 1).Take(10).TakeWhile(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        if (Breaks.Contains(name) && (text.Length > 0 || name == "br"))
        {
            text.Append('\n');
        }

        if (!Hidden.Contains(name))
        {
            return end + 1;
        }

        var close = html.IndexOf("</" + name, end, StringComparison.OrdinalIgnoreCase);
        return close < 0 ? html.Length : close;
    }
}
