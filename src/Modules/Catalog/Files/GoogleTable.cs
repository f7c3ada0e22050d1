using System.Runtime.CompilerServices;
using System.Text;

namespace GigGatek.Catalog.Files;

/// <summary>A Google Merchant feed as tab-separated text.</summary>
internal static class GoogleTable
{
    private static readonly string[] Headings =
        ["id", "title", "description", "link", "availability", "price", "condition", "brand", "product_type", "item_group_id", "product_detail"];

    public static IAsyncEnumerable<ReadRow> ReadAsync(Stream stream, FileContext context, CancellationToken ct) =>
        GoogleGroups.ReadAsync(ReadItems(stream, ct), context, ct);

    public static async Task WriteAsync(IAsyncEnumerable<FileRow> rows, FileContext context, Stream output, CancellationToken ct)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        Cells.Write(text, Headings, '\t');
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var item in GoogleItems.Of(row, context))
            {
                Cells.Write(text, [.. Headings.SkipLast(1).Select(item.Field), Join(item.Details)], '\t');
            }

            await text.FlushAsync(ct);
        }
    }

    private static async IAsyncEnumerable<FoundItem> ReadItems(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        List<string>? headings = null;
        await foreach (var record in TableReader.ReadAsync(stream, '\t', ct))
        {
            if (record.Line == 0 || (headings is null && record.Cells is null))
            {
                yield return FoundItem.Broken(record.Line, record.Reason);
                yield break;
            }

            if (headings is null)
            {
                headings = [.. record.Cells!.Select(Heading)];
                if (!headings.Contains("id") || !headings.Contains("title"))
                {
                    yield return FoundItem.Broken(record.Line, "This is not a Google Merchant feed: it has no columns 'id' and 'title'.");
                    yield break;
                }
            }
            else
            {
                yield return record.Cells is null
                    ? FoundItem.Refused(record.Line, record.Reason, record.Content)
                    : new FoundItem(record.Line, Item(record, headings));
            }
        }
    }

    /// <summary><c>item group id</c> and <c>product_detail(section_name:attribute_name:attribute_value)</c> are names too.</summary>
    private static string Heading(string cell)
    {
        var name = cell.Trim().ToLowerInvariant().Replace(' ', '_');
        return name.StartsWith("product_detail(", StringComparison.Ordinal) ? "product_detail" : name;
    }

    private static GoogleItem Item(TableRecord record, List<string> headings)
    {
        var fields = new Dictionary<string, string>(headings.Count);
        var details = new List<GoogleDetail>();
        for (var column = 0; column < headings.Count; column++)
        {
            if (headings[column] == "product_detail")
            {
                details.AddRange(Parts(record.Cells![column]));
            }
            else
            {
                fields.TryAdd(headings[column], record.Cells![column].Trim());
            }
        }

        return new GoogleItem(record.Line, fields, details, record.Content);
    }

    /// <summary><c>section:name:value</c>, with commas between them; one that holds a comma stands in quotes.</summary>
    private static IEnumerable<GoogleDetail> Parts(string cell)
    {
        if (cell.Trim().Length == 0)
        {
            yield break;
        }

        foreach (var part in Cells.Split(cell, ',') ?? [])
        {
            var names = part.Trim().Split(':', 3);
            if (names.Length == 3)
            {
                yield return new GoogleDetail(names[0].Trim(), names[1].Trim(), names[2]);
            }
        }
    }

    private static string Join(IReadOnlyList<GoogleDetail> details)
    {
        using var text = new StringWriter();
        Cells.Write(text, [.. details.Select(detail => $"{detail.Section}:{detail.Name}:{detail.Value}")], ',');
        return text.ToString().TrimEnd();
    }
}
