using System.Globalization;
using System.Text.RegularExpressions;

namespace GigGatek.Tests.Unit.Storefront;

/// <summary>The tokens as the style sheet has them, against WCAG 2.2 AA: 4.5 for text, 3 for what one must see to operate.</summary>
public sealed class ContrastTests
{
    private static readonly string Css =
        File.ReadAllText(Path.Combine(Checkout.Root, "src/Storefront/wwwroot/css/shop/01-tokens.css"));

    public static TheoryData<string, string, string> TextPairs => Pairs(
        ["paper", "card", "sunken"], ["ink", "quiet", "green", "green-strong", "copper", "amber", "red"],
        [("green", "on-green"), ("green-strong", "on-green"), ("red", "on-red"), ("mark", "ink")]);

    public static TheoryData<string, string, string> EdgePairs => Pairs(
        ["paper", "card"], ["edge", "draw-line", "accent-compute", "accent-graphics", "accent-storage", "accent-power", "accent-cooling", "accent-sight", "accent-other"], []);

    [Theory, MemberData(nameof(TextPairs))]
    public void Text_can_be_read(string scheme, string surface, string text) =>
        Contrast(Token(scheme, surface), Token(scheme, text)).ShouldBeGreaterThanOrEqualTo(4.5, $"{text} on {surface}, {scheme}");

    [Theory, MemberData(nameof(EdgePairs))]
    public void Edges_and_drawings_can_be_seen(string scheme, string surface, string edge) =>
        Contrast(Token(scheme, surface), Token(scheme, edge)).ShouldBeGreaterThanOrEqualTo(3, $"{edge} on {surface}, {scheme}");

    [Fact]
    public void The_measure_itself_is_right()
    {
        Contrast("#000000", "#ffffff").ShouldBe(21, 0.01);
        Contrast("#777777", "#ffffff").ShouldBe(4.48, 0.01);
    }

    private static TheoryData<string, string, string> Pairs(string[] surfaces, string[] inks, (string Surface, string Ink)[] more)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var scheme in new[] { "light", "dark" })
        {
            foreach (var (surface, ink) in surfaces.SelectMany(surface => inks.Select(ink => (surface, ink))).Concat(more))
            {
                data.Add(scheme, surface, ink);
            }
        }

        return data;
    }

    private static string Token(string scheme, string name)
    {
        var dark = Css.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
        var block = scheme == "light" ? Css[..dark] : Css[dark..];
        var match = Regex.Match(block, $@"--{name}: (#[0-9a-f]{{6}});");
        match.Success.ShouldBeTrue($"--{name} is missing in {scheme}");
        return match.Groups[1].Value;
    }

    private static double Contrast(string one, string other)
    {
        var (light, dark) = (Luminance(one), Luminance(other));
        return (Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05);
    }

    /// <summary>https://www.w3.org/TR/WCAG22/#dfn-relative-luminance</summary>
    private static double Luminance(string colour)
    {
        var channels = Enumerable.Range(0, 3)
            .Select(at => int.Parse(colour.AsSpan(1 + (2 * at), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))
            .ToArray();
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }
}
