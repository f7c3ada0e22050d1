namespace GigGatek.Storefront.Mailbox;

/// <summary>A piece of a mail: words, or one of its links.</summary>
public sealed record MailPiece(string Text, bool IsLink);

/// <summary>Cuts a mail's text at its links, so that a page can show them as links without trusting anything else in it.</summary>
internal static class MailText
{
    public static IEnumerable<MailPiece> Cut(string text, IReadOnlyList<string> links)
    {
        var known = links.Where(IsWeb).OrderByDescending(link => link.Length).ToArray();
        var from = 0;
        while (from < text.Length)
        {
            var (at, link) = FirstLink(text, from, known);
            if (link is null)
            {
                yield return new MailPiece(text[from..], false);
                yield break;
            }

            if (at > from)
            {
                yield return new MailPiece(text[from..at], false);
            }

            yield return new MailPiece(link, true);
            from = at + link.Length;
        }
    }

    private static (int At, string? Link) FirstLink(string text, int from, IEnumerable<string> links)
    {
        var (first, found) = (int.MaxValue, (string?)null);
        foreach (var link in links)
        {
            // The longest comes first, so of two links that begin alike the whole one wins.
            var at = text.IndexOf(link, from, StringComparison.Ordinal);
            if (at >= 0 && at < first)
            {
                (first, found) = (at, link);
            }
        }

        return (first, found);
    }

    private static bool IsWeb(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
