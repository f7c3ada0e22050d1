namespace GigGatek.Storefront.Drawings;

/// <summary>A processor from above: its lid, and under it as many cores as it has, up to a grid that stays legible.</summary>
internal static class Processors
{
    public static void Draw(Pen pen, PartFacts facts)
    {
        var cores = (int)facts.Number("core_count", 4, 1, 64);
        pen.Rect(Paint.Body, 42, 17, 116, 116, 4)
            .Hatch(Paint.Line, 12, 50, 11, 9, 0, "v6").Hatch(Paint.Line, 12, 50, 133, 9, 0, "v6")
            .Hatch(Paint.Line, 12, 36, 25, 0, 9, "h6").Hatch(Paint.Line, 12, 158, 25, 0, 9, "h6")
            .Path(Paint.Tone, "M46 129v-10l10 10z")
            .Rect(Paint.Deep, 56, 31, 88, 88, 8)
            .Rect(Paint.Line, 64, 39, 72, 72, 3);
        DrawCores(pen, cores, facts.Text("graphics").Length > 0);
    }

    private static void DrawCores(Pen pen, int cores, bool hasGraphics)
    {
        var height = hasGraphics ? 50.0 : 66.0;
        var columns = (int)Math.Ceiling(Math.Sqrt(cores));
        var rows = (int)Math.Ceiling(cores / (double)columns);
        var (width, tall) = (66.0 / columns, height / rows);
        for (var core = 0; core < cores; core++)
        {
            pen.Rect(Paint.Tone, 67 + (core % columns * width) + (width * 0.1), 42 + (core / columns * tall) + (tall * 0.1), width * 0.8, tall * 0.8, 1);
        }

        if (hasGraphics)
        {
            pen.Rect(Paint.Accent, 68, 95, 64, 12, 1);
        }
    }
}
