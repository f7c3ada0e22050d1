using System.IO.Compression;
using System.Text.RegularExpressions;
using GigGatek.Storefront.Web;

namespace GigGatek.Tests.Unit.Storefront;

public sealed class AssetTests
{
    [Fact]
    public void An_address_names_the_content_it_leads_to()
    {
        var path = AssetFiles.Url("css/shop.css");
        path.ShouldMatch("^/assets/css/shop\\.[0-9a-f]{12}\\.css$");
        AssetFiles.Find(path).ShouldNotBeNull().Name.ShouldBe("css/shop.css");
        AssetFiles.Find(path.Replace("shop.", "shop.0")).ShouldBeNull();
    }

    [Fact]
    public void The_parts_of_a_style_sheet_are_joined_tokens_first()
    {
        var css = System.Text.Encoding.UTF8.GetString(AssetFiles.Find(AssetFiles.Url("css/shop.css"))!.Bytes);
        css.IndexOf("--paper:", StringComparison.Ordinal).ShouldBeLessThan(css.IndexOf(".site-header", StringComparison.Ordinal));
    }

    [Fact]
    public void Compressed_forms_hold_the_same_bytes()
    {
        var asset = AssetFiles.Find(AssetFiles.Url("css/shop.css"))!;
        var (brotli, encoding) = asset.For("gzip, deflate, br, zstd");
        encoding.ShouldBe("br");
        using var reader = new BrotliStream(new MemoryStream(brotli), CompressionMode.Decompress);
        using var target = new MemoryStream();
        reader.CopyTo(target);
        target.ToArray().ShouldBe(asset.Bytes);
        brotli.Length.ShouldBeLessThan(asset.Bytes.Length / 2);
        asset.For("").Encoding.ShouldBeNull();
    }

    [Fact]
    public void Every_icon_that_a_page_asks_for_is_drawn()
    {
        var icons = System.Text.Encoding.UTF8.GetString(AssetFiles.Find(AssetFiles.Url("icons.svg"))!.Bytes);
        foreach (var (file, text) in Sources("*.razor"))
        {
            foreach (Match use in Regex.Matches(text, "<Icon Name=\"([a-z-]+)\""))
            {
                icons.ShouldContain($"id=\"{use.Groups[1].Value}\"", customMessage: file);
            }
        }
    }

    [Fact]
    public void No_page_has_inline_style_or_script()
    {
        foreach (var (file, text) in Sources("*.razor"))
        {
            Regex.IsMatch(text, @"\sstyle=|<style|\son[a-z]+=""|javascript:").ShouldBeFalse(file);
            Regex.Matches(text, "<script(?! type=\"module\" src=)(?! src=\"[^\"]+\"( integrity=\"[^\"]+\" data-hosts=\"[^\"]+\")? defer></script>)(?! type=\\\\\"application/ld\\+json)").ShouldBeEmpty(file);
        }
    }

    private static IEnumerable<(string File, string Text)> Sources(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src/Storefront"), pattern, SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Checkout.Root, file), File.ReadAllText(file)));
}
