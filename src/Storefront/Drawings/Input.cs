namespace GigGatek.Storefront.Drawings;

/// <summary>Mice by hand and cable, keyboards by how much of one they are.</summary>
internal static class Input
{
    public static void DrawMouse(Pen pen, PartFacts facts)
    {
        var wired = !facts.Says("connection_type", "Wireless") || facts.Says("connection_type", "Wired");
        if (wired)
        {
            pen.Path(Paint.Accent, "M100 30q0-18 20-18h50");
        }

        pen.Path(facts.Shell, facts.Says("hand_orientation", "Right") ? "M72 62q0-34 30-34t28 34l4 38q0 34-32 34t-34-34z"
                : facts.Says("hand_orientation", "Left") ? "M128 62q0-34-30-34t-28 34l-4 38q0 34 32 34t34-34z"
                : "M70 64q0-36 30-36t30 36v34q0 36-30 36t-30-36z")
            .Path(Paint.Line, "M100 28v42M70 72q30 10 60 0").Rect(Paint.Tone, 96, 42, 8, 18, 4);
        if (facts.Says("connection_type", "Wireless"))
        {
            pen.Path(Paint.Accent, "M148 60a14 14 0 0 1 0 20M156 54a24 24 0 0 1 0 32");
        }

        if (facts.Number("max_dpi") is >= 16000)
        {
            pen.Rect(Paint.Body, 96, 80, 8, 6, 2).Path(Paint.Line, "M72 84h-3v10h3M71 98h-3v10h3");
        }
    }

    public static void DrawKeyboard(Pen pen, PartFacts facts)
    {
        var columns = facts.Says("style", "60") || facts.Says("style", "Mini") ? 12 : facts.Flag("tenkeyless") || facts.Says("style", "Tenkeyless") ? 14 : 17;
        var width = columns * 10.0;
        var x = 100 - (width / 2);
        pen.Rect(facts.Shell, x - 6, 44, width + 12, 66, 5);
        for (var row = 0; row < 4; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                pen.Rect(row == 1 && column == 2 ? Paint.Tone : Paint.Body, x + (column * 10) + 1, 49 + (row * 11), 8, 9, 1);
            }
        }

        pen.Rect(Paint.Body, x + (width * 0.25), 94, width * 0.4, 9, 1).Rect(Paint.Accent, x + (width * 0.75), 94, width * 0.2, 9, 1);
    }
}
