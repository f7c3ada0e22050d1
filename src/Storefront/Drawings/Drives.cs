namespace GigGatek.Storefront.Drawings;

/// <summary>Drives by their form factor: a bare M.2 board, a 2.5-inch tin, a 3.5-inch disk with its platter, a box on a cable.</summary>
internal static class Drives
{
    public static void DrawInternal(Pen pen, PartFacts facts)
    {
        var form = facts.Text("form_factor");
        if (form.StartsWith("M.2", StringComparison.OrdinalIgnoreCase) || form.Contains("mSATA", StringComparison.OrdinalIgnoreCase))
        {
            DrawStick(pen, facts, form);
        }
        else if (form.StartsWith("PCI", StringComparison.OrdinalIgnoreCase))
        {
            GraphicsBoard(pen, facts);
        }
        else if (facts.Number("form_factor") is >= 3 || facts.Says("form_factor", "3.5"))
        {
            DrawDisk(pen, 58, 12, 86, 126);
        }
        else if (facts.Says("type", "SSD"))
        {
            DrawTin(pen, facts);
        }
        else
        {
            DrawDisk(pen, 66, 26, 70, 98);
        }

        pen.Text(168, 144, facts.Text("capacity"), 9);
    }

    public static void DrawExternal(Pen pen, PartFacts facts)
    {
        if (facts.Says("type", "Desktop"))
        {
            pen.Rect(facts.Shell, 76, 16, 48, 110, 6).Hatch(Paint.Line, 8, 84, 28, 0, 7, "h32").Circle(Paint.Tone, 100, 114, 3).Path(Paint.Accent, "M100 126v12h40");
        }
        else
        {
            pen.Rect(facts.Shell, 62, 22, 76, 100, 9).Rect(Paint.Line, 70, 30, 60, 84, 5).Circle(Paint.Tone, 100, 106, 3).Rect(Paint.Body, 93, 122, 14, 6, 1).Path(Paint.Accent, "M100 128v6q0 8 10 8h30");
        }

        pen.Text(168, 144, facts.Text("capacity"), 9);
    }

    public static void DrawOptical(Pen pen, PartFacts facts)
    {
        var reads = facts.Number("bd") is not null || facts.Text("bd_write").Length > 0 ? "BD" : "DVD";
        pen.Circle(Paint.Body, 100, 50, 38).Circle(Paint.Accent, 100, 50, 24).Circle(Paint.Deep, 100, 50, 6)
            .Rect(Paint.Deep, 30, 66, 140, 46, 3).Path(Paint.Line, "M38 86h124").Rect(Paint.Body, 142, 96, 20, 8, 2).Circle(Paint.Tone, 128, 100, 2)
            .Text(56, 104, reads);
    }

    private static void DrawStick(Pen pen, PartFacts facts, string form)
    {
        // 2280 is 22 mm wide and 80 mm long.
        var millimetres = form.Length >= 4 && int.TryParse(form[^2..], out var tail) ? tail is 10 ? 110 : Math.Clamp(tail, 30, 80) : 60;
        var length = millimetres * 1.45;
        var x = 100 - (length / 2);
        pen.Rect(facts.Shell, x, 58, length, 34, 2)
            .Hatch(Paint.Accent, 10, x - 3, 60, 0, 3, "h6")
            .Rect(Paint.Deep, x + (length * 0.12), 64, length * 0.2, 22, 1)
            .Rect(Paint.Deep, x + (length * 0.4), 64, length * 0.22, 22, 1)
            .Rect(Paint.Deep, x + (length * 0.68), 64, length * 0.22, 22, 1)
            .Path(Paint.Tone, $"M{x + length:0.#} 69a6 6 0 0 0 0 12z");
    }

    private static void GraphicsBoard(Pen pen, PartFacts facts) => pen
        .Rect(facts.Shell, 46, 44, 120, 56, 3).Path(Paint.Body, "M36 30h10v90H36z").Path(Paint.Body, "M62 100h36v9H62z").Hatch(Paint.Accent, 8, 66, 103, 4, 0, "v4")
        .Rect(Paint.Deep, 62, 56, 30, 30, 1).Rect(Paint.Deep, 104, 56, 22, 30, 1).Rect(Paint.Deep, 134, 56, 22, 30, 1);

    private static void DrawTin(Pen pen, PartFacts facts) => pen
        .Rect(facts.Shell, 62, 20, 76, 108, 4).Rect(Paint.Body, 70, 34, 60, 40, 2).Path(Paint.Accent, "M76 44h36M76 52h48").Path(Paint.Line, "M76 62h24")
        .Rect(Paint.Deep, 78, 120, 44, 8, 0).Hatch(Paint.Accent, 9, 82, 122, 4.5, 0, "v4")
        .Circle(Paint.Line, 68, 26, 1.5).Circle(Paint.Line, 132, 26, 1.5);

    private static void DrawDisk(Pen pen, double x, double y, double width, double height)
    {
        var (cx, cy, radius) = (x + (width / 2), y + (height * 0.4), width * 0.42);
        pen.Rect(Paint.Body, x, y, width, height, 4).Circle(Paint.Deep, cx, cy, radius).Circle(Paint.Line, cx, cy, radius * 0.7).Circle(Paint.Tone, cx, cy, radius * 0.2)
            .Path(Paint.Accent, $"M{x + (width * 0.82):0.#} {y + (height * 0.86):0.#}L{cx + (radius * 0.3):0.#} {cy + (radius * 0.25):0.#}")
            .Circle(Paint.Body, x + (width * 0.82), y + (height * 0.86), 6)
            .Rect(Paint.Line, x + 8, y + (height * 0.82), width * 0.45, height * 0.1, 1);
    }
}
