namespace GigGatek.Notifications.Letters;

/// <summary>
/// What a mail says, piece by piece. It is written once and printed twice, as text and as HTML (<see cref="PrintLetter"/>),
/// so the two cannot differ and no template can forget to escape.
/// </summary>
internal sealed record Letter(string Subject, IReadOnlyList<Piece> Pieces);

/// <summary>A part of a letter.</summary>
internal abstract record Piece;

/// <summary>A paragraph.</summary>
internal sealed record Says(string Words) : Piece;

/// <summary>Where to go on.</summary>
/// <param name="Url">Absolute.</param>
internal sealed record LinkTo(string Words, string Url) : Piece;

/// <summary>Lines under a heading, such as a postal address.</summary>
internal sealed record Lines(string Heading, IReadOnlyList<string> Words) : Piece;

/// <summary>Figures with what they stand for, under a heading.</summary>
internal sealed record Figures(string Heading, IReadOnlyList<Figure> Rows) : Piece;

/// <summary>One figure.</summary>
/// <param name="Total">What the others come to.</param>
internal sealed record Figure(string What, string Amount, bool Total = false);

/// <summary>The shop, as its mails name it.</summary>
/// <param name="Url">Its address, without a trailing slash.</param>
internal sealed record Sender(string Name, string Url)
{
    /// <summary>The absolute address of one of its pages.</summary>
    public string Link(string path) => Url.TrimEnd('/') + path;
}

/// <summary>A letter in print.</summary>
internal sealed record MailText(string Subject, string Text, string Html);
