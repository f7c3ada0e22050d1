namespace GigGatek.Storefront.Drawings;

/// <summary>Monitors in their aspect ratio and relative size; webcams.</summary>
internal static class Screens
{
    public static void DrawMonitor(Pen pen, PartFacts facts)
    {
        var ratio = Ratio(facts);
        var diagonal = 96 + (facts.Number("screen_size", 24, 14, 50) * 1.9);
        var height = Math.Min(106, diagonal / Math.Sqrt((ratio * ratio) + 1));
        var width = Math.Min(188, height * ratio);
        height = width / ratio;
        var (x, y) = (100 - (width / 2), 116 - height);
        pen.Path(Paint.Body, $"M92 116h16l3 16h-22z").Path(Paint.Body, "M66 132h68v5h-68z")
            .Rect(Paint.Deep, x, y, width, height, 4).Rect(Paint.Body, x + 5, y + 5, width - 10, height - 12, 1)
            .Path(Paint.Accent, $"M{x + 14:0.#} {y + height - 20:0.#}l{width * 0.18:0.#} -{height * 0.3:0.#} {width * 0.16:0.#} {height * 0.16:0.#} {width * 0.22:0.#} -{height * 0.36:0.#} {width * 0.2:0.#} {height * 0.2:0.#}")
            .Circle(Paint.Tone, x + width - 10, y + height - 3.5, 1.5)
            .Text(x + 26, y + 20, facts.Text("refresh_rate"), 8);
    }

    public static void DrawWebcam(Pen pen, PartFacts facts) => pen
        .Rect(facts.Shell, 50, 46, 100, 44, 20).Circle(Paint.Body, 100, 68, 17).Circle(Paint.Tone, 100, 68, 8).Circle(Paint.Line, 134, 68, 3)
        .Path(Paint.Body, "M86 90h28l6 26H80z").Path(Paint.Accent, "M72 116h56");

    private static double Ratio(PartFacts facts)
    {
        if (facts.Text("aspect_ratio").Split(':') is [var wide, var high]
            && double.TryParse(wide, System.Globalization.CultureInfo.InvariantCulture, out var w)
            && double.TryParse(high, System.Globalization.CultureInfo.InvariantCulture, out var h) && w > 0 && h > 0)
        {
            return Math.Clamp(w / h, 0.6, 3.6);
        }

        return facts.Pair("resolution") is { First: > 0, Second: > 0 } size ? Math.Clamp(size.First / size.Second, 0.6, 3.6) : 16.0 / 9;
    }
}
