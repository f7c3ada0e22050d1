using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using GigGatek.Contracts.Catalog;
using GigGatek.Storefront.Drawings;

namespace GigGatek.Tests.Unit.Storefront;

public sealed class DrawingTests
{
    private static readonly string[] Categories =
    [
        "cpu", "motherboard", "memory", "video-card", "sound-card", "wired-network-card", "wireless-network-card", "internal-hard-drive", "external-hard-drive",
        "optical-drive", "case", "power-supply", "ups", "case-fan", "cpu-cooler", "fan-controller", "thermal-paste", "monitor", "webcam", "mouse", "keyboard",
        "speakers", "headphones", "os", "something-new",
    ];

    private static readonly string[] Names =
    [
        "core_count", "graphics", "form_factor", "memory_slots", "modules", "speed", "length", "memory", "channels", "interface", "protocol", "capacity", "type",
        "side_panel", "internal_35_bays", "wattage", "modular", "size", "pwm", "amount", "screen_size", "aspect_ratio", "resolution", "refresh_rate",
        "connection_type", "hand_orientation", "max_dpi", "configuration", "mode", "color", "style",
    ];

    private static readonly Gen<ProductAttribute> AnyAttribute =
        from name in One(Names)
        from kind in Gen.Enum<AttributeKind>()
        from text in Gen.OneOf(Gen.String[0, 30], One(["</svg><script>", "M.2-2280", "ATX Full Tower", "\"&'<>", "0:0", "\u0001\u0000 bell", "twelve char\ud83d\ude00", "16:9", "Wired, Wireless"]))
        from number in Gen.Decimal[-1_000_000, 1_000_000]
        from second in Gen.Decimal[-1_000_000, 1_000_000]
        select new ProductAttribute(name, name, "", new AttributeValue(kind, text, number, second, true), text);

    [Fact]
    public void Any_attributes_give_well_formed_drawings_that_stay_the_same() =>
        Gen.Select(One(Categories), AnyAttribute.List[0, 8], Gen.String).Sample(
            (category, attributes, title) =>
            {
                var visible = new string([.. title.Where(c => c is >= ' ' and < '\ud800')]);
                var first = Drawing.Of(category, attributes, visible);
                first.ShouldBe(Drawing.Of(category, attributes, visible));
                XElement.Parse(first).Descendants().ShouldNotBeEmpty();
                XElement.Parse(Drawing.File(category, attributes)).Name.LocalName.ShouldBe("svg");
                first.ShouldNotContain("<script");
                Regex.IsMatch(first, " (x|y|r|d|cx|cy|width|height)=\"[^\"]*(NaN|∞)").ShouldBeFalse(first);
                first.ShouldNotContain("style=\"");
            },
            iter: 3000);

    [Fact]
    public void Text_of_a_catalogue_file_is_escaped() =>
        Drawing.Of("wired-network-card", [Text("interface", "<b>&\"")]).ShouldContain("&lt;b&gt;&amp;&quot;");

    [Theory]
    [InlineData(170, 1)]
    [InlineData(240, 2)]
    [InlineData(320, 3)]
    public void A_longer_graphics_card_has_more_fans(int millimetres, int fans) =>
        Count(Drawing.Of("video-card", [Number("length", millimetres)]), "d-tone").ShouldBe(fans);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_kit_has_as_many_sticks_as_it_says(int sticks) =>
        Count(Drawing.Of("memory", [new("modules", "", "", new(AttributeKind.Pair, Number: sticks, Second: 8), "")]), "d-tone").ShouldBe(sticks);

    [Fact]
    public void A_processor_shows_its_cores()
    {
        foreach (var cores in new[] { 1, 6, 16, 64 })
        {
            // One more: the corner mark.
            Count(Drawing.Of("cpu", [Number("core_count", cores)]), "d-tone").ShouldBe(cores + 1);
        }
    }

    [Theory]
    [InlineData("internal-hard-drive", "form_factor", "M.2-2280", "M.2-2230")]
    [InlineData("case", "type", "ATX Full Tower", "Mini ITX Desktop")]
    [InlineData("monitor", "aspect_ratio", "16:9", "21:9")]
    [InlineData("motherboard", "form_factor", "ATX", "Mini ITX")]
    [InlineData("power-supply", "modular", "Full", "No")]
    [InlineData("mouse", "connection_type", "Wired", "Wireless")]
    [InlineData("external-hard-drive", "type", "Desktop", "Portable")]
    public void Different_parts_look_different(string category, string attribute, string one, string other) =>
        Drawing.Of(category, [Text(attribute, one)]).ShouldNotBe(Drawing.Of(category, [Text(attribute, other)]));

    [Fact]
    public void Each_known_category_has_a_drawing_of_its_own() =>
        Categories.Select(category => Drawing.Of(category, [])).Distinct().Count().ShouldBe(Categories.Length);

    [Fact]
    public void The_bench_is_well_formed() => XElement.Parse(BenchScene.Draw()).Attribute("role")!.Value.ShouldBe("img");

    private static Gen<string> One(string[] of) => Gen.Int[0, of.Length - 1].Select(at => of[at]);

    private static ProductAttribute Text(string name, string text) => new(name, name, "", new(AttributeKind.Text, text), text);

    private static ProductAttribute Number(string name, decimal number) => new(name, name, "", new(AttributeKind.Number, Number: number), $"{number}");

    private static int Count(string svg, string part) => svg.Split(part).Length - 1;
}
