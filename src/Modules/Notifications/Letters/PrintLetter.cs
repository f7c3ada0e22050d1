namespace GigGatek.Notifications.Letters;

/// <summary>A letter as the two parts of a mail that say the same (multipart/alternative, RFC 2046 section 5.1.4).</summary>
internal static class PrintLetter
{
    public static MailText Print(this Letter letter, Sender sender)
    {
        Letter whole = letter with { Pieces = [new Says("Hello,"), .. letter.Pieces] };
        return new MailText(OneLine(letter.Subject), LetterText.Of(whole, sender), LetterHtml.Of(whole, sender));
    }

    /// <summary>
    /// Words from outside stay on their line: a line break in a name would otherwise begin a paragraph of its own, or a
    /// header.
    /// </summary>
    public static string OneLine(string words) =>
        string.Join(' ', string.Concat(words.Select(letter => EndsLine(letter) ? ' ' : letter)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static bool EndsLine(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';
}
