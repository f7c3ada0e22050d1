using System.Globalization;
using System.Net;
using System.Text;

namespace GigGatek.Storefront.Drawings;

/// <summary>
/// Writes SVG shapes. On a page they carry classes, so that they follow the page's colours; in a file of their own they
/// carry the colours themselves.
/// </summary>
internal sealed class Pen(bool forFile)
{
    private readonly StringBuilder _svg = new(1024);

    public Pen Rect(Paint paint, double x, double y, double width, double height, double radius = 2)
    {
        var round = radius > 0 ? $" rx=\"{N(radius)}\"" : "";
        return Write($"<rect{Ink(paint)} x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"{round}/>");
    }

    public Pen Circle(Paint paint, double x, double y, double radius) =>
        Write($"<circle{Ink(paint)} cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"/>");

    public Pen Path(Paint paint, string data) => Write($"<path{Ink(paint)} d=\"{data}\"/>");

    /// <summary>Parallel strokes as one path: <paramref name="count"/> times the same stroke, each a step further.</summary>
    public Pen Hatch(Paint paint, int count, double x, double y, double dx, double dy, string stroke)
    {
        var data = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"M{N(x + (i * dx))} {N(y + (i * dy))}{stroke}");
        }

        return Path(paint, data.ToString());
    }

    /// <summary>A word on a part, centred. It may come from a catalogue file, so it is escaped and kept short.</summary>
    public Pen Text(double x, double y, string text, int longest = 12)
    {
        // Controls are not allowed in XML, and half of a pair of surrogates is no character.
        var shown = string.Concat(text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(longest));
        return Write($"<text{Ink(Paint.Text)} x=\"{N(x)}\" y=\"{N(y)}\">{WebUtility.HtmlEncode(shown)}</text>");
    }

    /// <summary>Draws something smaller or elsewhere.</summary>
    public Pen Place(double x, double y, double scale, Action<Pen> draw)
    {
        Write($"<g transform=\"translate({N(x)} {N(y)}) scale({N(scale)})\">");
        draw(this);
        return Write("</g>");
    }

    /// <summary>A fan seen from the front: frame ring, hub and blades.</summary>
    public Pen Fan(double x, double y, double radius, int blades = 7)
    {
        Circle(Paint.Body, x, y, radius);
        var data = new StringBuilder();
        for (var i = 0; i < blades; i++)
        {
            var (from, to) = (2 * Math.PI * i / blades, (2 * Math.PI * i / blades) + 0.75);
            data.Append(CultureInfo.InvariantCulture,
                $"M{N(x + (radius * 0.28 * Math.Cos(from)))} {N(y + (radius * 0.28 * Math.Sin(from)))}Q{N(x + (radius * 0.72 * Math.Cos(from)))} {N(y + (radius * 0.72 * Math.Sin(from)))} {N(x + (radius * 0.9 * Math.Cos(to)))} {N(y + (radius * 0.9 * Math.Sin(to)))}");
        }

        return Path(Paint.Line, data.ToString()).Circle(Paint.Tone, x, y, radius * 0.26);
    }

    public override string ToString() => _svg.ToString();

    private Pen Write(string svg)
    {
        _svg.Append(svg);
        return this;
    }

    private string Ink(Paint paint) => (forFile, paint) switch
    {
        (false, Paint.Body) => " class=\"d-body\"",
        (false, Paint.Deep) => " class=\"d-deep\"",
        (false, Paint.Line) => " class=\"d-line\"",
        (false, Paint.Accent) => " class=\"d-accent\"",
        (false, Paint.Tone) => " class=\"d-tone\"",
        (false, _) => " class=\"d-text\"",
        (true, Paint.Body) => " fill=\"#ece9e1\" stroke=\"#3b4149\"",
        (true, Paint.Deep) => " fill=\"#d3cfc4\" stroke=\"#3b4149\"",
        (true, Paint.Line) => " fill=\"none\" stroke=\"#3b4149\"",
        (true, Paint.Accent) => " fill=\"none\" stroke=\"#0b6e4f\"",
        (true, Paint.Tone) => " fill=\"#0b6e4f\"",
        (true, _) => " fill=\"#3b4149\" font-family=\"monospace\" font-size=\"11\" text-anchor=\"middle\"",
    };

    private static string N(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);
}
