namespace GigGatek.Storefront.Drawings;

/// <summary>A graphics card as long as it is, with as many fans as that length usually carries.</summary>
internal static class GraphicsCards
{
    public static void Draw(Pen pen, PartFacts facts)
    {
        var millimetres = facts.Number("length", 240, 120, 360);
        var fans = millimetres switch { < 185 => 1, < 285 => 2, _ => 3 };
        var length = millimetres * 0.47;
        var x = 106 - (length / 2);
        pen.Rect(facts.Shell, x, 44, length, 62, 7)
            .Path(Paint.Line, $"M{x + 8:0.#} 50h{length - 16:0.#}M{x + 8:0.#} 100h{length - 16:0.#}")
            .Path(Paint.Body, $"M{x + 22:0.#} 106h{Math.Min(78, length - 32):0.#}v9h-{Math.Min(78, length - 32):0.#}z")
            .Hatch(Paint.Accent, (int)(Math.Min(72, length - 38) / 4), x + 26, 109, 4, 0, "v4")
            .Path(Paint.Body, $"M{x - 9:0.#} 34h7v86h-7z")
            .Hatch(Paint.Line, 5, x - 9, 52, 0, 11, "h7");
        var step = length / fans;
        for (var fan = 0; fan < fans; fan++)
        {
            pen.Fan(x + (step * (fan + 0.5)), 75, Math.Min(25, (step / 2) - 3), facts.Number("memory") >= 12 ? 9 : 7);
        }

        if (facts.Number("memory") is { } memory)
        {
            pen.Text(164, 140, $"{memory:0.#} GB");
        }
    }
}
