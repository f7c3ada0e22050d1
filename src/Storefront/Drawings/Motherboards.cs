namespace GigGatek.Storefront.Drawings;

/// <summary>A board in the proportions of its form factor, with its socket, memory slots and as many expansion slots as fit.</summary>
internal static class Motherboards
{
    public static void Draw(Pen pen, PartFacts facts)
    {
        var (width, height, slots) = Size(facts.Text("form_factor"));
        var (x, y) = ((200 - width) / 2, (150 - height) / 2);
        pen.Rect(facts.Shell, x, y, width, height, 3)
            .Rect(Paint.Body, x - 3, y + 8, 12, height * 0.4, 1)
            .Rect(Paint.Line, x + (width * 0.28), y + (height * 0.12), width * 0.3, width * 0.3, 2)
            .Rect(Paint.Tone, x + (width * 0.34), y + (height * 0.12) + (width * 0.06), width * 0.18, width * 0.18, 1);

        var memory = (int)facts.Number("memory_slots", 4, 1, 8);
        for (var slot = 0; slot < memory; slot++)
        {
            pen.Rect(Paint.Body, x + (width * 0.66) + (slot * Math.Min(7, width * 0.28 / memory)), y + (height * 0.08), 4, height * 0.42, 1);
        }

        for (var slot = 0; slot < slots; slot++)
        {
            pen.Rect(slot == 0 ? Paint.Accent : Paint.Body, x + (width * 0.14), y + (height * 0.58) + (slot * 10), width * (slot % 2 == 0 ? 0.6 : 0.25), 5, 1);
        }

        pen.Hatch(Paint.Line, 4, x + (width * 0.8), y + (height * 0.66), 0, 7, $"h{width * 0.12:0}")
            .Circle(Paint.Line, x + 5, y + height - 5, 2).Circle(Paint.Line, x + width - 5, y + height - 5, 2).Circle(Paint.Line, x + width - 5, y + 5, 2);
    }

    private static (double Width, double Height, int Slots) Size(string formFactor) => formFactor switch
    {
        var form when form.Contains("ITX", StringComparison.OrdinalIgnoreCase) => (92, 92, 1),
        var form when form.StartsWith("Micro", StringComparison.OrdinalIgnoreCase) || form.StartsWith("Flex", StringComparison.OrdinalIgnoreCase) => (112, 114, 3),
        var form when form.StartsWith("EATX", StringComparison.OrdinalIgnoreCase) || form.Contains("EB", StringComparison.Ordinal) || form.StartsWith("XL", StringComparison.OrdinalIgnoreCase) => (138, 136, 5),
        _ => (110, 136, 5),
    };
}
