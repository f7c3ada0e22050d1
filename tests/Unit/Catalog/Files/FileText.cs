using System.Text;
using GigGatek.Catalog.Files;

namespace GigGatek.Tests.Unit.Catalog.Files;

/// <summary>Files that stand in a test.</summary>
internal static class FileText
{
    public static FileContext Context { get; } = new("cpu", "USD", slug => "https://shop.example/product/" + slug);

    public static Task<List<ReadRow>> Read(FileFormat format, string text) => Read(format, Encoding.UTF8.GetBytes(text));

    public static async Task<List<ReadRow>> Read(FileFormat format, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await Read(format, stream);
    }

    public static async Task<List<ReadRow>> Read(FileFormat format, Stream stream)
    {
        var rows = new List<ReadRow>();
        await foreach (var row in format.Read(stream, Context, CancellationToken.None))
        {
            rows.Add(row);
        }

        return rows;
    }

    public static async Task<byte[]> Write(FileFormat format, params FileRow[] rows)
    {
        using var stream = new MemoryStream();
        await (format switch
        {
            FileFormat.JsonLines => JsonLinesWriter.WriteAsync(rows.ToAsyncEnumerable(), stream, CancellationToken.None),
            FileFormat.Shopify => ShopifyWriter.WriteAsync(
                rows.ToAsyncEnumerable(), [.. rows.SelectMany(row => row.Attributes).Select(attribute => attribute.Name).Distinct()], stream, CancellationToken.None),
            FileFormat.GoogleTable => GoogleTable.WriteAsync(rows.ToAsyncEnumerable(), Context, stream, CancellationToken.None),
            _ => GoogleFeedWriter.WriteAsync(rows.ToAsyncEnumerable(), Context, stream, CancellationToken.None),
        });
        return stream.ToArray();
    }
}
