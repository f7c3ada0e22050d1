namespace GigGatek.Storefront.Drawings;

/// <summary>As many sticks as the kit has, each with more chips the larger it is.</summary>
internal static class MemoryKits
{
    public static void Draw(Pen pen, PartFacts facts)
    {
        var (count, gigabytes) = facts.Pair("modules") ?? (2, 8);
        var sticks = (int)Math.Clamp(count, 1, 8);
        var chips = gigabytes switch { <= 4 => 4, <= 16 => 8, _ => 10 };
        var step = Math.Min(30.0, 104.0 / sticks);
        var top = 60 - (step * (sticks - 1) / 2);
        for (var stick = 0; stick < sticks; stick++)
        {
            DrawStick(pen, facts.Shell, 22 + (stick * Math.Min(4.0, 20.0 / sticks)), top + (stick * step), chips);
        }

        if (facts.Pair("speed") is { } speed)
        {
            pen.Text(164, 144, $"DDR{speed.First:0}");
        }
    }

    private static void DrawStick(Pen pen, Paint shell, double x, double y, int chips)
    {
        pen.Rect(shell, x, y, 140, 30, 2).Hatch(Paint.Line, 26, x + 6, y + 26, 5.1, 0, "v4").Path(Paint.Tone, $"M{x + 60:0.#} {y + 30:0.#}v-4h5v4z");
        var step = 128.0 / chips;
        for (var chip = 0; chip < chips; chip++)
        {
            pen.Rect(Paint.Body, x + 6 + (chip * step), y + 6, step - 4, 14, 1);
        }

        pen.Path(Paint.Accent, $"M{x + 4:0.#} {y + 2.5:0.#}h132");
    }
}
