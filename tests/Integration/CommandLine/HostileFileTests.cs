using System.Text;

namespace GigGatek.Tests.Integration.CommandLine;

/// <summary>Files that come from anywhere: none may harm, and what is good in them lands.</summary>
[Trait("Database", "any")]
public sealed class HostileFileTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public async Task A_line_that_is_not_utf8_or_ten_megabytes_long_is_refused_and_its_neighbours_land()
    {
        byte[] bytes =
        [
            .. Line("{\"name\":\"Before\",\"price\":1}"),
            .. "{\"name\":\"Latin "u8, 0xFC, 0xE4, .. Line("\",\"price\":1}"),
            .. Line("{\"name\":\"" + new string('x', 10_000_000) + "\",\"price\":1}"),
            .. Line("{\"name\":\"Half \\ud83d\",\"price\":1}"),
            .. Line("{\"name\":\"Nul \\u0000 and bell \\u0007\",\"price\":1}"),
            .. Line(string.Concat(Enumerable.Repeat("[", 100_000))),
            .. "{\"name\":\"After, without an end\",\"price\":1}"u8,
        ];
        var ended = await _here.Run("import", _here.Write("cpu.jsonl", bytes));
        ended.ExitCode.ShouldBe(1);
        ended.ShouldCount(created: 3, rejected: 4);
        (await _here.Rejects("cpu.jsonl")).Select(row => row.Line).ShouldBe([2, 3, 4, 6]);
        (await _here.Catalogue()).Select(line => line.GetProperty("name").GetString()).ShouldBe(["Before", "Nul and bell", "After, without an end"]);
    }

    [Fact]
    public async Task Whole_files_of_another_kind_change_nothing()
    {
        string[] files =
        [
            _here.Write("utf16.jsonl", Encoding.Unicode.GetBytes("{\"name\":\"Wide\",\"price\":1}")),
            _here.Write("picture.jsonl", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13]),
            _here.Write("prices.csv", "article;price", "A;1"),
            _here.Write("other.tsv", "a\tb", "1\t2"),
            _here.Write("broken.xml", "<rss><channel><item><title>never closed"),
            _here.Write("bomb.xml", "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>"),
            _here.Write("empty.jsonl", Array.Empty<byte>()),
        ];
        var ended = await _here.Run(["import", .. files]);
        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldContain("Created: 0   Updated: 0   Unchanged: 0");
        foreach (var file in files[..^1])
        {
            ended.Output.ShouldContain(Path.GetFileName(file) + ": ");
        }

        (ended.Output + ended.Error).ShouldNotContain("   at ");
        (await _here.Catalogue()).ShouldBeEmpty();
        (await _here.Run("verify")).ShouldSucceed();
    }

    [Fact]
    public async Task A_byte_order_mark_and_windows_line_ends_are_no_part_of_the_text()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "{\"name\":\"Marked\",\"price\":1}\r\n\r\n{\"name\":\"Second\",\"price\":1}\r\n"u8];
        (await _here.Run("import", _here.Write("cpu.jsonl", bytes))).ShouldCount(created: 2);
    }

    [Fact]
    public async Task Names_may_be_alike_prices_absurd_and_markup_anywhere()
    {
        var file = _here.Write(
            "video-card.jsonl",
            new { name = "Sapphire PULSE", price = 300, chipset = "Radeon RX 1" },
            new { name = "Sapphire PULSE", price = 400, chipset = "Radeon RX 2" },
            new { name = "Sapphire PULSE", price = 500, chipset = "Radeon RX 2" },
            "{\"name\":\"Huge\",\"price\":1e300}",
            "{\"name\":\"Tiny\",\"price\":0.0000001}",
            "{\"name\":\"Zero\",\"price\":0}",
            "{\"name\":\"Word\",\"price\":\"12 dollars\"}",
            "{\"name\":\"Twice\",\"name\":\"Thrice\",\"price\":1}",
            "{\"name\":\"Deep\",\"price\":1,\"specs\":{\"a\":{\"b\":[1,2,3]}}}",
            new { name = "<img src=x onerror=alert(1)>", price = 5, note = "'; DROP TABLE catalog_products; --" },
            new { name = "../../etc/passwd", price = 5 });
        var ended = await _here.Run("import", file);
        ended.ShouldCount(created: 6, rejected: 5);
        var catalogue = await _here.Catalogue();
        var slugs = catalogue.Select(line => line.GetProperty("slug").GetString()!).ToList();
        slugs.ShouldAllBe(slug => slug.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'));
        slugs.Distinct().Count().ShouldBe(6);
        catalogue[4].GetProperty("name").GetString().ShouldBe("<img src=x onerror=alert(1)>");
        (await _here.Run("verify")).ShouldSucceed();
    }

    public void Dispose() => _here.Dispose();

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");
}
