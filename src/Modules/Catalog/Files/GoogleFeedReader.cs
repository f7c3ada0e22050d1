using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace GigGatek.Catalog.Files;

/// <summary>
/// A Google Merchant feed as XML: RSS 2.0 or Atom with elements of <c>http://base.google.com/ns/1.0</c>. Document types
/// are refused, so there are no entities to expand and nothing outside to fetch. Behind an error of XML nothing can be read.
/// </summary>
internal static class GoogleFeedReader
{
    private const int Deepest = 32;
    private const int LongestText = 1 << 20;
    private const int MostParts = 1000;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = false,
    };

    public static IAsyncEnumerable<ReadRow> ReadAsync(Stream stream, FileContext context, CancellationToken ct) =>
        GoogleGroups.ReadAsync(ReadItems(stream, ct), context, ct);

    private static async IAsyncEnumerable<FoundItem> ReadItems(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var xml = XmlReader.Create(stream, Settings);
        var any = false;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var (found, more) = await NextAsync(xml);
            if (found is { } item)
            {
                any = true;
                yield return item;
            }

            if (!more)
            {
                break;
            }
        }

        if (!any)
        {
            yield return FoundItem.Broken(1, "This is not a Google Merchant feed: it has no item.");
        }
    }

    /// <summary>The next entry; and whether it is worth asking for another.</summary>
    private static async Task<(FoundItem? Found, bool More)> NextAsync(XmlReader xml)
    {
        try
        {
            while (await xml.ReadAsync())
            {
                if (xml.Depth > Deepest)
                {
                    return (FoundItem.Broken(Line(xml), $"The file nests elements deeper than {Deepest}; a feed does not."), false);
                }

                if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "item" or "entry")
                {
                    return (await ReadItem(xml), true);
                }
            }

            return (null, false);
        }
        catch (XmlException failure)
        {
            var reason = failure.Message.Contains("DTD", StringComparison.Ordinal)
                ? "The file has a document type (DTD). Feeds have none; remove it."
                : $"The file is not well-formed XML here: {failure.Message}";
            return (FoundItem.Broken(failure.LineNumber, reason), false);
        }
    }

    private static async Task<FoundItem> ReadItem(XmlReader xml)
    {
        var line = Line(xml);
        var depth = xml.Depth;
        var fields = new Dictionary<string, string>();
        var details = new List<GoogleDetail>();
        string? problem = null;
        if (!xml.IsEmptyElement)
        {
            while (await xml.ReadAsync() && xml.Depth > depth)
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                if (fields.Count + details.Count > MostParts)
                {
                    problem ??= $"The entry has more than {MostParts:N0} parts.";
                }

                var name = xml.LocalName;
                if (name == "product_detail")
                {
                    details.Add(await ReadDetail(xml));
                }
                else if (await ReadText(xml) is { } text)
                {
                    fields.TryAdd(name, text.Trim());
                }
                else
                {
                    problem ??= $"'{name}' is longer than {LongestText:N0} letters.";
                }

                if (problem is not null)
                {
                    details.Clear();
                    fields.Clear();
                }
            }
        }

        var content = string.Join(" | ", fields.Select(field => $"{field.Key}: {field.Value}"));
        return problem is null
            ? new FoundItem(line, new GoogleItem(line, fields, details, LineReader.Shorten(content)))
            : FoundItem.Refused(line, problem, "");
    }

    private static async Task<GoogleDetail> ReadDetail(XmlReader xml)
    {
        var depth = xml.Depth;
        var parts = new Dictionary<string, string>();
        while (!xml.IsEmptyElement && await xml.ReadAsync() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && parts.Count < 4)
            {
                parts[xml.LocalName] = await ReadText(xml) ?? "";
            }
        }

        return new GoogleDetail(
            parts.GetValueOrDefault("section_name", "").Trim(),
            parts.GetValueOrDefault("attribute_name", "").Trim(),
            parts.GetValueOrDefault("attribute_value", ""));
    }

    /// <summary>The text of an element, up to its end tag; null when there is too much of it. Elements inside are passed over.</summary>
    private static async Task<string?> ReadText(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var depth = xml.Depth;
        var text = new StringBuilder();
        var piece = new char[4096];
        var tooLong = false;
        while (await xml.ReadAsync() && xml.Depth > depth)
        {
            if (xml.Depth > Deepest)
            {
                throw new XmlException($"Elements are nested deeper than {Deepest}.", null, (int)Line(xml), 0);
            }

            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                int read;
                while ((read = await xml.ReadValueChunkAsync(piece, 0, piece.Length)) > 0)
                {
                    tooLong |= text.Length + read > LongestText;
                    text.Append(piece, 0, tooLong ? 0 : read);
                }
            }
        }

        return tooLong ? null : text.ToString();
    }

    private static long Line(XmlReader xml) => ((IXmlLineInfo)xml).LineNumber;
}
