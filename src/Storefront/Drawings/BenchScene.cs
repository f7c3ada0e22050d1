using GigGatek.Contracts.Catalog;

namespace GigGatek.Storefront.Drawings;

/// <summary>The front page's scene: a test bench, drawn with the same pen and from the same parts as the catalogue.</summary>
internal static class BenchScene
{
    public static string Draw()
    {
        var pen = new Pen(forFile: false);
        DrawWall(pen);
        pen.Path(Paint.Deep, "M10 300h500v14H10z").Path(Paint.Line, "M40 314v36M480 314v36M40 334h440");
        DrawReport(pen);
        DrawLamp(pen);
        DrawOpenCase(pen);
        DrawMeter(pen);
        return $"<svg class=\"d-compute\" viewBox=\"0 0 520 360\" role=\"img\" aria-label=\"Drawing of a test bench: an open computer, a graphics card and memory beside it, a screen that shows a test report, a lamp and a meter\">{pen}</svg>";
    }

    /// <summary>A pegboard with parts that wait for their turn.</summary>
    private static void DrawWall(Pen pen) => pen
        .Rect(Paint.Line, 24, 16, 190, 104, 4)
        .Hatch(Paint.Line, 11, 38, 28, 16, 0, "v.1m0 16v.1m0 16v.1m0 16v.1m0 16v.1")
        .Place(26, 20, 0.46, inner => Cooling.DrawFan(inner, Facts(("size", 140))))
        .Place(98, 18, 0.54, inner => Processors.Draw(inner, Facts(("core_count", 8))))
        .Path(Paint.Line, "M72 18v7M152 18v9");

    /// <summary>The screen with a curve under load and three ticks.</summary>
    private static void DrawReport(Pen pen) => pen
        .Path(Paint.Body, "M122 262h26l5 32h-36z").Path(Paint.Body, "M92 293h86v7H92z")
        .Rect(Paint.Deep, 48, 146, 174, 116, 6).Rect(Paint.Body, 56, 154, 158, 98, 2)
        .Path(Paint.Accent, "M66 226l22-26 16 10 22-32 20 14 20-8")
        .Path(Paint.Line, "M66 238h100M66 238v-70")
        .Path(Paint.Accent, "M180 174l5 5 9-11M180 196l5 5 9-11M180 218l5 5 9-11")
        .Path(Paint.Line, "M200 176h8M200 198h8M200 220h8");

    private static void DrawLamp(Pen pen) => pen
        .Path(Paint.Line, "M262 300v-6M262 294l-22-84 62-72M266 292l-20-80 58-70")
        .Rect(Paint.Deep, 242, 292, 40, 8, 3).Circle(Paint.Tone, 243, 211, 5)
        .Path(Paint.Body, "M292 128l28-14 26 40-48 22z").Path(Paint.Tone, "M304 173q12 8 26-2l10-8-40 14z")
        .Path(Paint.Accent, "M316 186l-8 18M330 182l2 18M344 172l12 14");

    /// <summary>The open computer, its board inside, and beside it a graphics card and memory.</summary>
    private static void DrawOpenCase(Pen pen) => pen
        .Rect(Paint.Deep, 352, 118, 142, 182, 6).Rect(Paint.Body, 362, 128, 122, 162, 3)
        .Place(342, 124, 0.8, inner => Motherboards.Draw(inner, Facts(("memory_slots", 4))))
        .Rect(Paint.Deep, 370, 250, 52, 34, 2).Fan(396, 267, 13).Rect(Paint.Body, 432, 256, 44, 8, 1).Rect(Paint.Body, 432, 270, 44, 8, 1)
        .Path(Paint.Accent, "M422 262q8 0 8-22t-8-28");

    private static void DrawMeter(Pen pen) => pen
        .Place(262, 219, 0.62, inner => GraphicsCards.Draw(inner, Facts(("length", 170))))
        .Rect(Paint.Body, 14, 252, 30, 48, 4).Rect(Paint.Deep, 19, 258, 20, 13, 1).Circle(Paint.Tone, 29, 284, 6)
        .Path(Paint.Accent, "M24 252q-12-34 24-30M34 252q-2-20 18-18");

    private static PartFacts Facts(params (string Name, decimal Number)[] facts) => new(
        [.. facts.Select(fact => new ProductAttribute(fact.Name, "", "", new AttributeValue(AttributeKind.Number, Number: fact.Number), ""))]);
}
