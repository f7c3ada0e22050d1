using System.Text;
using System.Xml;

namespace GigGatek.Catalog.Files;

/// <summary>Writes what <see cref="GoogleFeedReader"/> reads and the Merchant Center fetches.</summary>
internal static class GoogleFeedWriter
{
    private const string Namespace = "http://base.google.com/ns/1.0";
    private static readonly string[] Bare = ["title", "description", "link"];
    private static readonly XmlWriterSettings Settings = new() { Async = true, Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n", CloseOutput = false };

    public static async Task WriteAsync(IAsyncEnumerable<FileRow> rows, FileContext context, Stream output, CancellationToken ct)
    {
        await using var xml = XmlWriter.Create(output, Settings);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "rss", null);
        await xml.WriteAttributeStringAsync(null, "version", null, "2.0");
        await xml.WriteAttributeStringAsync("xmlns", "g", null, Namespace);
        await xml.WriteStartElementAsync(null, "channel", null);
        await xml.WriteElementStringAsync(null, "title", null, "Products");
        await xml.WriteElementStringAsync(null, "link", null, context.ProductAddress(""));
        await xml.WriteElementStringAsync(null, "description", null, "Refurbished computer hardware");
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var item in GoogleItems.Of(row, context))
            {
                await WriteItem(xml, item);
            }

            await xml.FlushAsync();
        }

        await xml.WriteEndDocumentAsync();
        await xml.FlushAsync();
    }

    private static async Task WriteItem(XmlWriter xml, GoogleItem item)
    {
        await xml.WriteStartElementAsync(null, "item", null);
        foreach (var (name, text) in item.Fields)
        {
            if (text.Length > 0)
            {
                await (Bare.Contains(name) ? xml.WriteElementStringAsync(null, name, null, text) : xml.WriteElementStringAsync("g", name, Namespace, text));
            }
        }

        foreach (var detail in item.Details)
        {
            await xml.WriteStartElementAsync("g", "product_detail", Namespace);
            await xml.WriteElementStringAsync("g", "section_name", Namespace, detail.Section);
            await xml.WriteElementStringAsync("g", "attribute_name", Namespace, detail.Name);
            await xml.WriteElementStringAsync("g", "attribute_value", Namespace, detail.Value);
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }
}
