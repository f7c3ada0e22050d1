using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Integration.Catalog;

/// <summary>
/// What shoppers type and what they must see first, over the thousand real parts of the demo catalogue. A line that fails
/// is a shopper who does not find what we have.
/// </summary>
public sealed class RelevanceTests(CatalogShop shop) : IClassFixture<CatalogShop>
{
    [Theory]
    // The name itself, whole or in part, in any case and order.
    [InlineData("AMD Ryzen 5 5600", "AMD Ryzen 5 5600")]
    [InlineData("amd ryzen 5 5600x", "AMD Ryzen 5 5600X")]
    [InlineData("5600x ryzen", "AMD Ryzen 5 5600X")]
    [InlineData("ryzen 5600g", "AMD Ryzen 5 5600G")]
    [InlineData("ryzen 7 9800x3d", "AMD Ryzen 7 9800X3D")]
    [InlineData("msi mag a750gl pcie5", "MSI MAG A750GL PCIE5")]
    [InlineData("logitech g502 hero", "Logitech G502 Hero")]
    [InlineData("basilisk v3", "Razer Basilisk V3")]
    [InlineData("nzxt h5 flow", "NZXT H5 Flow (2024)")]
    [InlineData("windows 11 pro usb", "Microsoft Windows 11 Pro Retail - USB 64-bit")]
    // While typing.
    [InlineData("ryzen 7 78", "AMD Ryzen 7 7800X3D")]
    [InlineData("ryzen 9 9950x", "AMD Ryzen 9 9950X")]
    [InlineData("logitech g30", "Logitech G305 LIGHTSPEED")]
    [InlineData("vg27a", "Asus TUF Gaming VG27AQ")]
    // With a slip of the finger.
    [InlineData("ryzn 5 5600", "AMD Ryzen 5 5600")]
    [InlineData("ryzen 5 5600", "AMD Ryzen 5 5600")]
    [InlineData("rzyen 7 7800x3d", "AMD Ryzen 7 7800X3D")]
    [InlineData("logitehc g502", "Logitech G502 Hero")]
    [InlineData("razer basilsik", "Razer Basilisk V3")]
    [InlineData("koroui 24e3", "KOORUI 24E3")]
    // Model numbers, glued and cut.
    [InlineData("g 502", "Logitech G502 Hero")]
    [InlineData("a750 gl", "MSI MAG A750GL PCIE5")]
    [InlineData("rm1000 e", "Corsair RM1000e (2023)")]
    [InlineData("24 e3", "KOORUI 24E3")]
    public async Task The_part_one_means_comes_first(string typed, string expected) => (await Search(typed)).Cards[0].Name.ShouldBe(expected);

    [Theory]
    // Words for kinds of parts, one or many of them, and what people call them.
    [InlineData("graphics card", "video-card", "")]
    [InlineData("graphics cards", "video-card", "")]
    [InlineData("graphic card", "video-card", "")]
    [InlineData("video cards", "video-card", "")]
    [InlineData("gpu", "video-card", "")]
    [InlineData("processor", "cpu", "")]
    [InlineData("processors", "cpu", "")]
    [InlineData("cpu", "cpu", "")]
    [InlineData("cpus", "cpu", "")]
    [InlineData("intel cpu", "cpu", "Intel")]
    [InlineData("cpu coolers", "cpu-cooler", "")]
    [InlineData("case", "case", "")]
    [InlineData("case fan", "case-fan", "")]
    [InlineData("noctua fan", "case-fan", "Noctua")]
    [InlineData("memory", "memory", "")]
    [InlineData("hard drive", "internal-hard-drive", "")]
    [InlineData("network card", "wired-network-card|wireless-network-card", "")]
    [InlineData("thermal paste", "thermal-paste", "")]
    [InlineData("ram", "memory", "")]
    [InlineData("motherboards", "motherboard", "")]
    [InlineData("mouse", "mouse", "")]
    [InlineData("mice", "mouse", "")]
    [InlineData("monitor", "monitor", "")]
    [InlineData("screens", "monitor", "")]
    [InlineData("psu", "power-supply", "")]
    [InlineData("power supply", "power-supply", "")]
    [InlineData("power supplies", "power-supply", "")]
    [InlineData("ssd", "internal-hard-drive|external-hard-drive", "")]
    [InlineData("case fans", "case-fan", "")]
    [InlineData("cpu cooler", "cpu-cooler", "")]
    [InlineData("wifi card", "wireless-network-card", "")]
    [InlineData("speaker", "speakers", "")]
    // Begun, and typed wrong.
    [InlineData("motherb", "motherboard", "")]
    [InlineData("geforc", "video-card", "GeForce")]
    [InlineData("superl", "mouse", "Superlight")]
    [InlineData("gefroce", "video-card", "GeForce")]
    [InlineData("grahpics card", "video-card", "")]
    [InlineData("motherbord", "motherboard", "")]
    [InlineData("moniter 27", "monitor", "27 in")]
    [InlineData("prosessor", "cpu", "")]
    // Model numbers in all their spellings.
    [InlineData("geforce", "video-card", "GeForce")]
    [InlineData("rtx3060", "video-card", "3060")]
    [InlineData("rtx 3060", "video-card", "3060")]
    [InlineData("RTX-3060", "video-card", "3060")]
    [InlineData("rtx3060ti", "video-card", "3060 Ti")]
    [InlineData("rtx 3060 ti", "video-card", "3060 Ti")]
    [InlineData("rtx 3060ti", "video-card", "3060 Ti")]
    [InlineData("rx9070xt", "video-card", "9070 XT")]
    [InlineData("rx 9070xt", "video-card", "9070 XT")]
    // A maker and what the part must have.
    [InlineData("corsair 16gb ddr4", "memory", "Corsair|16 GB|DDR4")]
    [InlineData("corsair 16 gb ddr4", "memory", "Corsair|16 GB|DDR4")]
    [InlineData("ddr4 corsair vengeance 16gb", "memory", "Corsair|16 GB|DDR4")]
    [InlineData("ddr5 32gb", "memory", "DDR5|32 GB")]
    [InlineData("ddr5 32 gb", "memory", "DDR5|32 GB")]
    [InlineData("ddr5 6000 32gb", "memory", "DDR5-6000|32 GB")]
    [InlineData("asus am5 motherboard", "motherboard", "Asus|AM5")]
    [InlineData("750w gold psu", "power-supply", "750 W|Gold")]
    [InlineData("850 w power supply", "power-supply", "850 W")]
    [InlineData("ips monitor 165hz", "monitor", "IPS|165 Hz")]
    [InlineData("oled monitor", "monitor", "OLED")]
    [InlineData("samsung ssd 2tb", "internal-hard-drive|external-hard-drive", "Samsung|2 TB")]
    [InlineData("wireless mouse logitech", "mouse", "Logitech|Wireless")]
    [InlineData("white case tempered glass", "case", "White|Tempered Glass")]
    [InlineData("geforce 16gb", "video-card", "GeForce|16 GB")]
    public async Task The_first_five_are_what_one_asked_for(string typed, string categories, string has)
    {
        var cards = (await Search(typed)).Cards.Take(5).ToList();
        cards.ShouldNotBeEmpty();
        foreach (var card in cards)
        {
            categories.Split('|').ShouldContain(card.CategorySlug, $"{card.Name} for '{typed}'");
            var text = $"{card.Name} {card.Brand} {string.Join(' ', card.Attributes.Select(attribute => attribute.Display))}";
            foreach (var word in has.Split('|'))
            {
                text.ShouldContain(word, Case.Insensitive, $"{card.Name} for '{typed}'");
            }
        }
    }

    [Theory]
    [InlineData("geforse rtx", "geforce rtx")]
    [InlineData("samsnug 990", "samsung 990")]
    [InlineData("ryzne", "ryzen")]
    [InlineData("ryzn 5 5600", "ryzen 5 5600")]
    [InlineData("gefroce", "geforce")]
    [InlineData("corsiar vengeance", "corsair vengeance")]
    public async Task A_typing_error_is_corrected_and_said(string typed, string meant)
    {
        var listing = await Search(typed);
        listing.CorrectedText.ShouldBe(meant);
        listing.Total.ShouldBe((await Search(meant)).Total);
        listing.Total.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("geforce")]
    [InlineData("ryz")]
    [InlineData("corsair 16gb ddr4")]
    [InlineData("rtx3060")]
    public async Task What_is_right_is_not_corrected(string typed) => (await Search(typed)).CorrectedText.ShouldBeNull();

    [Theory]
    [InlineData("xylophonequartett")]
    [InlineData("qwrtzplk mnbvcx")]
    [InlineData("ryzen xylophonequartett")]
    [InlineData("9999999999")]
    [InlineData("🦄🦄🦄")]
    [InlineData("日本語")]
    [InlineData("!!! ??? ...")]
    public async Task What_nobody_ever_heard_of_finds_nothing_and_says_so(string typed)
    {
        var listing = await Search(typed);
        (listing.Total, listing.Cards.Count, listing.CorrectedText, listing.Next).ShouldBe((0, 0, null, null));
        listing.Facets.ShouldBeEmpty();
        listing.Categories.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\t\n")]
    public async Task No_words_at_all_are_no_search(string typed) =>
        (await Search(typed)).Total.ShouldBe((await shop.Catalog.BrowseAsync(new ProductQuery(), CancellationToken.None)).Total);

    [Theory]
    [InlineData("ryzen 🚀 5 5600", "AMD Ryzen 5 5600")]
    [InlineData("ryzen \"5\" (5600)", "AMD Ryzen 5 5600")]
    [InlineData("ryzen*5:5600", "AMD Ryzen 5 5600")]
    [InlineData("  Ryzen\t5\n5600  ", "AMD Ryzen 5 5600")]
    public async Task What_is_no_letter_is_passed_over(string typed, string expected) => (await Search(typed)).Cards[0].Name.ShouldBe(expected);

    private Task<ProductListing> Search(string text) => shop.Catalog.BrowseAsync(new ProductQuery(Text: text), CancellationToken.None);
}
