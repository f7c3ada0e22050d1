using System.Net;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Storefront.Drawings;

/// <summary>
/// Line drawings of parts, made from their own attributes: the same attributes give the same drawing. Categories that
/// nobody knows yet get a plain box with a label.
/// </summary>
internal static class Drawing
{
    private static readonly Dictionary<string, (string Accent, Action<Pen, PartFacts> Draw)> Known = new(StringComparer.Ordinal)
    {
        ["cpu"] = ("compute", Processors.Draw),
        ["motherboard"] = ("compute", Motherboards.Draw),
        ["memory"] = ("compute", MemoryKits.Draw),
        ["video-card"] = ("graphics", GraphicsCards.Draw),
        ["sound-card"] = ("graphics", ExpansionCards.DrawSound),
        ["wired-network-card"] = ("storage", ExpansionCards.DrawWired),
        ["wireless-network-card"] = ("storage", ExpansionCards.DrawWireless),
        ["internal-hard-drive"] = ("storage", Drives.DrawInternal),
        ["external-hard-drive"] = ("storage", Drives.DrawExternal),
        ["optical-drive"] = ("storage", Drives.DrawOptical),
        ["case"] = ("other", Cases.Draw),
        ["power-supply"] = ("power", Power.DrawSupply),
        ["ups"] = ("power", Power.DrawUps),
        ["case-fan"] = ("cooling", Cooling.DrawFan),
        ["cpu-cooler"] = ("cooling", Cooling.DrawCooler),
        ["fan-controller"] = ("cooling", Cooling.DrawController),
        ["thermal-paste"] = ("cooling", Cooling.DrawPaste),
        ["monitor"] = ("sight", Screens.DrawMonitor),
        ["webcam"] = ("sight", Screens.DrawWebcam),
        ["mouse"] = ("sight", Input.DrawMouse),
        ["keyboard"] = ("sight", Input.DrawKeyboard),
        ["speakers"] = ("graphics", Sound.DrawSpeakers),
        ["headphones"] = ("graphics", Sound.DrawHeadphones),
        ["os"] = ("other", Boxes.DrawSystem),
    };

    /// <summary>For a page. With a title it is a picture with a name; without, it is decoration beside words.</summary>
    public static string Of(string category, IReadOnlyList<ProductAttribute> attributes, string? title = null)
    {
        var (accent, draw) = Find(category);
        var pen = new Pen(forFile: false);
        draw(pen, new PartFacts(attributes));
        var meaning = title is null ? "aria-hidden=\"true\"" : $"role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\"";
        return $"<svg class=\"d-{accent}\" viewBox=\"0 0 200 150\" {meaning}>{pen}</svg>";
    }

    /// <summary>As a file of its own.</summary>
    public static string File(string category, IReadOnlyList<ProductAttribute> attributes)
    {
        var pen = new Pen(forFile: true);
        Find(category).Draw(pen, new PartFacts(attributes));
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 150\" width=\"800\" height=\"600\" stroke-width=\"1.5\" stroke-linejoin=\"round\" stroke-linecap=\"round\">"
            + $"<rect width=\"200\" height=\"150\" fill=\"#ffffff\"/>{pen}</svg>";
    }

    private static (string Accent, Action<Pen, PartFacts> Draw) Find(string category) =>
        Known.TryGetValue(category, out var known) ? known : ("other", Boxes.DrawUnknown);
}
