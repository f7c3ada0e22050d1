namespace GigGatek.Storefront.Drawings;

/// <summary>Operating systems as a sealed box with their bits; a labelled bag for what nobody has drawn yet.</summary>
internal static class Boxes
{
    public static void DrawSystem(Pen pen, PartFacts facts)
    {
        var mode = facts.Pair("mode") is { } both ? $"{both.First:0}/{both.Second:0}" : facts.Number("mode") is { } bits ? $"{bits:0}" : "OS";
        pen.Path(Paint.Deep, "M136 26l16-8v104l-16 8z").Path(Paint.Body, "M60 26l16-8h76l-16 8z").Rect(Paint.Body, 60, 26, 76, 104, 0)
            .Rect(Paint.Accent, 74, 44, 48, 36, 2).Path(Paint.Accent, "M74 54h48").Circle(Paint.Tone, 79, 49, 1.8).Text(98, 106, mode);
    }

    public static void DrawUnknown(Pen pen, PartFacts facts) => pen
        .Path(Paint.Body, "M52 30h96v96H52z").Path(Paint.Line, "M52 30q4-8 8 0t8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0 8 0")
        .Rect(Paint.Deep, 66, 54, 68, 48, 2).Path(Paint.Accent, "M74 66h40M74 76h52").Path(Paint.Line, "M74 88h28").Circle(Paint.Tone, 122, 90, 5);
}
