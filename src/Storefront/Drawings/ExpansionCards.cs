namespace GigGatek.Storefront.Drawings;

/// <summary>Sound and network cards: a small board with a bracket, and on the bracket what one plugs in.</summary>
internal static class ExpansionCards
{
    public static void DrawSound(Pen pen, PartFacts facts)
    {
        Board(pen, facts, 108);
        var jacks = (int)Math.Clamp(Math.Ceiling(facts.Number("channels", 5.1, 1, 8) / 2) + 1, 2, 5);
        for (var jack = 0; jack < jacks; jack++)
        {
            pen.Circle(jack == 0 ? Paint.Tone : Paint.Body, 45.5, 40 + (jack * 15), 5);
        }

        pen.Path(Paint.Accent, "M92 66h6l4-14 7 28 7-34 7 34 5-14h14");
    }

    public static void DrawWired(Pen pen, PartFacts facts)
    {
        Board(pen, facts, 84);
        pen.Rect(Paint.Deep, 39, 48, 15, 22, 1).Hatch(Paint.Accent, 4, 42, 52, 3, 0, "v6").Circle(Paint.Tone, 47, 78, 2)
            .Text(150, 140, facts.Text("interface"), 10);
    }

    public static void DrawWireless(Pen pen, PartFacts facts)
    {
        if (facts.Says("interface", "USB"))
        {
            pen.Rect(facts.Shell, 60, 60, 82, 30, 8).Rect(Paint.Body, 38, 66, 22, 18, 1).Rect(Paint.Line, 42, 70, 6, 4, 0).Circle(Paint.Tone, 130, 75, 3);
        }
        else
        {
            Board(pen, facts, 84);
            pen.Path(Paint.Body, "M42 42 24 12h5l17 30zM42 60 18 36l4-3 22 22z").Circle(Paint.Tone, 47, 84, 2);
        }

        pen.Path(Paint.Accent, "M148 44a16 16 0 0 1 24 0M142 36a26 26 0 0 1 36 0").Circle(Paint.Tone, 160, 52, 3)
            .Text(160, 140, facts.Text("protocol"), 10);
    }

    private static void Board(Pen pen, PartFacts facts, double width) => pen
        .Rect(facts.Shell, 52, 36, width, 66, 2)
        .Path(Paint.Body, "M40 22h12v96H40z")
        .Path(Paint.Body, "M68 102h40v9H68z")
        .Hatch(Paint.Accent, 9, 72, 105, 4, 0, "v4")
        .Rect(Paint.Deep, 72, 48, 26, 26, 2)
        .Hatch(Paint.Line, 4, 112, 86, 8, 0, "v8");
}
