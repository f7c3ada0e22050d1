using System.Text;
using static GigGatek.Notifications.Letters.PrintLetter;

namespace GigGatek.Notifications.Letters;

/// <summary>A letter as plain text. Links stand on lines of their own, so that every program makes them clickable whole.</summary>
internal static class LetterText
{
    private const int Width = 68;

    public static string Of(Letter letter, Sender sender)
    {
        var text = new StringBuilder();
        foreach (var piece in letter.Pieces)
        {
            Write(text, piece);
            text.Append('\n');
        }

        return text.Append("-- \n").Append(OneLine(sender.Name)).Append('\n').Append(sender.Url).Append('\n').ToString();
    }

    private static void Write(StringBuilder text, Piece piece)
    {
        switch (piece)
        {
            case Says says:
                text.Append(OneLine(says.Words)).Append('\n');
                break;

            case LinkTo link:
                text.Append(OneLine(link.Words)).Append(":\n").Append(link.Url).Append('\n');
                break;

            case Lines lines:
                text.Append(OneLine(lines.Heading)).Append(":\n").AppendJoin('\n', lines.Words.Select(line => "  " + OneLine(line))).Append('\n');
                break;

            case Figures figures:
                text.Append(OneLine(figures.Heading)).Append(":\n").AppendJoin('\n', figures.Rows.Select(Row)).Append('\n');
                break;

            default:
                throw new ArgumentOutOfRangeException(nameof(piece), piece, null);
        }
    }

    /// <summary>Amounts end in one column; what is too long for that keeps its line, and the amount follows below.</summary>
    private static string Row(Figure figure)
    {
        var what = "  " + OneLine(figure.What);
        var room = Width - what.Length;
        return figure.Amount.Length < room ? what + figure.Amount.PadLeft(room) : $"{what}\n{figure.Amount.PadLeft(Width)}";
    }
}
