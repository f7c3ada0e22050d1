namespace GigGatek.Storefront.Drawings;

/// <summary>Fans as large as they are, towers or radiators, controllers with their channels, paste by the gram.</summary>
internal static class Cooling
{
    public static void DrawFan(Pen pen, PartFacts facts)
    {
        var side = facts.Number("size", 120, 40, 230) * 0.55;
        var (x, y) = (100 - (side / 2), 72 - (side / 2));
        pen.Rect(facts.Shell, x, y, side, side, 5).Fan(100, 72, side * 0.45, facts.Flag("pwm") ? 9 : 7);
        foreach (var (dx, dy) in new[] { (0.08, 0.08), (0.92, 0.08), (0.08, 0.92), (0.92, 0.92) })
        {
            pen.Circle(Paint.Line, x + (side * dx), y + (side * dy), 2.2);
        }

        pen.Text(170, 140, facts.Text("size"), 8);
    }

    public static void DrawCooler(Pen pen, PartFacts facts)
    {
        if (facts.Number("size") is { } radiator and >= 92)
        {
            DrawRadiator(pen, facts.Shell, radiator);
        }
        else
        {
            DrawTower(pen, facts.Shell);
        }
    }

    public static void DrawController(Pen pen, PartFacts facts)
    {
        var channels = (int)facts.Number("channels", 4, 1, 8);
        pen.Rect(Paint.Deep, 20, 46, 160, 56, 4).Rect(Paint.Body, 28, 54, 144, 40, 2);
        for (var channel = 0; channel < channels; channel++)
        {
            var x = 28 + (144.0 / channels * (channel + 0.5));
            pen.Circle(Paint.Deep, x, 74, Math.Min(12, 60.0 / channels)).Path(Paint.Accent, $"M{x:0.#} 74l{4 + (channel % 3):0} -6");
        }
    }

    public static void DrawPaste(Pen pen, PartFacts facts)
    {
        var length = 30 + (Math.Sqrt(facts.Number("amount", 4, 0.5, 100)) * 9);
        var x = 96 - (length / 2);
        pen.Path(Paint.Body, $"M{x:0.#} 62h{length:0.#}v26h-{length:0.#}z").Path(Paint.Tone, $"M{x + (length * 0.25):0.#} 65h{length * 0.72:0.#}v20h-{length * 0.72:0.#}z")
            .Path(Paint.Deep, $"M{x + length:0.#} 68h10l12 5v4l-12 5h-10z").Path(Paint.Body, $"M{x - 26:0.#} 71h26v8h-26z").Path(Paint.Deep, $"M{x - 30:0.#} 62h5v26h-5z")
            .Hatch(Paint.Line, 6, x + (length * 0.3), 65, length * 0.11, 0, "v6").Text(100, 120, facts.Text("amount"), 8);
    }

    private static void DrawTower(Pen pen, Paint shell) => pen
        .Path(Paint.Accent, "M78 118v-90M92 118v-90M108 118v-90M122 118v-90")
        .Rect(shell, 58, 26, 84, 74, 2).Hatch(Paint.Line, 12, 58, 32, 0, 5.8, "h84")
        .Fan(100, 63, 31).Rect(Paint.Body, 74, 112, 52, 12, 2);

    private static void DrawRadiator(Pen pen, Paint shell, double millimetres)
    {
        var (fan, fans) = millimetres switch { >= 420 => (140, 3), >= 360 => (120, 3), >= 280 => (140, 2), >= 240 => (120, 2), _ => ((int)Math.Min(millimetres, 140), 1) };
        var side = fan * 0.36;
        var x = 100 - (side * fans / 2);
        pen.Rect(shell, x - 6, 22, (side * fans) + 12, side + 8, 3);
        for (var at = 0; at < fans; at++)
        {
            pen.Fan(x + (side * (at + 0.5)), 26 + (side / 2), (side / 2) - 2);
        }

        pen.Path(Paint.Accent, $"M{x:0.#} {side + 30:0.#}q-4 44 60 46M{x + 10:0.#} {side + 30:0.#}q0 32 52 36").Circle(shell, 100, 116, 20).Circle(Paint.Tone, 100, 116, 9);
    }
}
