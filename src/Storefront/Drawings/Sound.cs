namespace GigGatek.Storefront.Drawings;

/// <summary>As many speakers as the configuration says, with the subwoofer of a ".1"; headphones.</summary>
internal static class Sound
{
    public static void DrawSpeakers(Pen pen, PartFacts facts)
    {
        var configuration = facts.Number("configuration", 2, 1, 9.1);
        var satellites = (int)Math.Clamp(Math.Floor(configuration), 1, 7);
        var hasSubwoofer = configuration - Math.Floor(configuration) > 0.05;
        var step = Math.Min(40, (hasSubwoofer ? 120.0 : 176.0) / satellites);
        var width = step - 6;
        var total = (step * satellites) + (hasSubwoofer ? 60 : 0);
        var x = 100 - (total / 2);
        for (var at = 0; at < satellites; at++)
        {
            var left = x + (at * step) + (hasSubwoofer && at >= (satellites + 1) / 2 ? 60 : 0);
            pen.Rect(facts.Shell, left + 3, 126 - (width * 2), width, width * 2, 3)
                .Circle(Paint.Body, left + 3 + (width / 2), 126 - (width * 0.6), width * 0.36).Circle(Paint.Tone, left + 3 + (width / 2), 126 - (width * 1.5), width * 0.16);
        }

        if (hasSubwoofer)
        {
            var left = x + ((satellites + 1) / 2 * step);
            pen.Rect(facts.Shell, left + 3, 66, 54, 60, 4).Circle(Paint.Body, left + 30, 94, 20).Circle(Paint.Accent, left + 30, 94, 11);
        }
    }

    public static void DrawHeadphones(Pen pen, PartFacts facts) => pen
        .Path(Paint.Line, "M54 92v-14a46 46 0 0 1 92 0v14M60 92v-14a40 40 0 0 1 80 0v14")
        .Rect(facts.Shell, 44, 84, 24, 42, 9).Rect(facts.Shell, 132, 84, 24, 42, 9).Rect(Paint.Tone, 64, 90, 8, 30, 3).Rect(Paint.Tone, 128, 90, 8, 30, 3)
        .Path(Paint.Accent, facts.Flag("microphone") ? "M56 126q4 14 34 14" : "M56 126v10");
}
