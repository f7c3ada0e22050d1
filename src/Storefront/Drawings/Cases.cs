namespace GigGatek.Storefront.Drawings;

/// <summary>A case in the proportions of its type, with a window where it has one and its disk bays.</summary>
internal static class Cases
{
    public static void Draw(Pen pen, PartFacts facts)
    {
        var (width, height) = Size(facts.Text("type"));
        var (x, y) = (100 - (width / 2), 134 - height);
        pen.Rect(facts.Shell, x, y, width, height, 4).Path(Paint.Line, $"M{x + 6:0.#} {y + height:0.#}v6h12v-6M{x + width - 18:0.#} {y + height:0.#}v6h12v-6");
        if (facts.Says("side_panel", "Glass") || facts.Says("side_panel", "Acrylic") || facts.Says("side_panel", "Window"))
        {
            pen.Rect(Paint.Body, x + 8, y + 8, width - 34, height - 16, 2)
                .Rect(Paint.Accent, x + 16, y + 16, (width - 50) * 0.7, (height - 32) * 0.62, 2)
                .Rect(Paint.Tone, x + 22, y + (height * 0.5), (width - 50) * 0.8, 7, 1)
                .Fan(x + (width * 0.2), y + (height * 0.28), Math.Min(12, height * 0.1));
        }
        else
        {
            pen.Hatch(Paint.Line, (int)((height - 24) / 8), x + 10, y + 12, 0, 8, $"h{width - 40:0}").Circle(Paint.Tone, x + 16, y + height - 12, 4);
        }

        var bays = (int)facts.Number("internal_35_bays", 2, 0, 8);
        pen.Path(Paint.Line, $"M{x + width - 20:0.#} {y:0.#}v{height:0.#}");
        for (var bay = 0; bay < bays; bay++)
        {
            pen.Rect(Paint.Body, x + width - 16, y + height - 12 - (bay * Math.Min(10, (height - 30) / 9)), 12, 6, 1);
        }

        pen.Circle(Paint.Tone, x + width - 10, y + 10, 2.5);
    }

    private static (double Width, double Height) Size(string type) => type switch
    {
        var name when name.Contains("ITX", StringComparison.OrdinalIgnoreCase) => (92, 78),
        var name when name.Contains("HTPC", StringComparison.OrdinalIgnoreCase) || name.Contains("Desktop", StringComparison.OrdinalIgnoreCase) => (150, 62),
        var name when name.Contains("Mini", StringComparison.OrdinalIgnoreCase) => (98, 98),
        var name when name.Contains("Full", StringComparison.OrdinalIgnoreCase) => (116, 128),
        _ => (106, 116),
    };
}
