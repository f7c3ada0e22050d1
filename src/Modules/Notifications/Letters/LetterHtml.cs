using System.Net;
using System.Text;
using static GigGatek.Notifications.Letters.PrintLetter;

namespace GigGatek.Notifications.Letters;

/// <summary>
/// A letter as HTML that a screen reader reads like a page: language, title, headings, row headers. No pictures, nothing
/// loaded from elsewhere, so that reading a mail tells nobody. Every word is escaped here.
/// </summary>
internal static class LetterHtml
{
    /// <summary>The colours of the shop, light and dark.</summary>
    private const string Style = """
        body{margin:0;padding:24px 16px;background:#faf9f6;color:#16181d;font:16px/1.5 system-ui,sans-serif}
        main{max-width:560px;margin:0 auto}
        h1{font-size:20px;line-height:1.3}h2{font-size:16px;margin:24px 0 8px}
        a{color:#0b6e4f;font-weight:600}
        table{width:100%;border-collapse:collapse}
        th,td{padding:6px 0;border-bottom:1px solid #e3e1da;text-align:left;vertical-align:top;font-weight:400}
        td{padding-left:16px;text-align:right;white-space:nowrap;font-family:ui-monospace,monospace}
        .total th,.total td{font-weight:600}
        footer{margin-top:32px;color:#5a616b;font-size:14px}
        @media (prefers-color-scheme:dark){body{background:#0f1214;color:#e9edf0}a{color:#4cc79a}th,td{border-color:#2a3036}footer{color:#9aa5b0}}
        """;

    public static string Of(Letter letter, Sender sender)
    {
        var html = new StringBuilder()
            .Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append($"<title>{Plain(letter.Subject)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n<h1>{Plain(letter.Subject)}</h1>\n");
        foreach (var piece in letter.Pieces)
        {
            html.Append(Write(piece)).Append('\n');
        }

        return html.Append($"<footer><p>{Plain(sender.Name)}<br>{Anchor(sender.Url, sender.Url)}</p></footer>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static string Write(Piece piece) => piece switch
    {
        Says says => $"<p>{Plain(says.Words)}</p>",
        LinkTo link => $"<p>{Anchor(link.Url, link.Words)}</p>",
        Lines lines => $"<h2>{Plain(lines.Heading)}</h2>\n<p>{string.Join("<br>", lines.Words.Select(Plain))}</p>",
        Figures figures => $"<h2>{Plain(figures.Heading)}</h2>\n<table>\n{string.Concat(figures.Rows.Select(Row))}</table>",
        _ => throw new ArgumentOutOfRangeException(nameof(piece), piece, null),
    };

    private static string Row(Figure figure) =>
        $"<tr{(figure.Total ? " class=\"total\"" : "")}><th scope=\"row\">{Plain(figure.What)}</th><td>{Plain(figure.Amount)}</td></tr>\n";

    private static string Anchor(string url, string words) => $"<a href=\"{WebUtility.HtmlEncode(url)}\">{Plain(words)}</a>";

    private static string Plain(string words) => WebUtility.HtmlEncode(OneLine(words));
}
