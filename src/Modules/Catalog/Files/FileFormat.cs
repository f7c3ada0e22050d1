namespace GigGatek.Catalog.Files;

/// <summary>What a file is, by its ending.</summary>
internal enum FileFormat
{
    JsonLines,
    Shopify,
    GoogleTable,
    GoogleFeed,
}

internal static class FileFormats
{
    public const string Endings = ".jsonl (JSON Lines), .csv (Shopify), .tsv, .txt or .xml (Google Merchant)";

    /// <summary>Null for an ending that no format has.</summary>
    public static FileFormat? Find(string fileName) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".JSONL" or ".NDJSON" => FileFormat.JsonLines,
        ".CSV" => FileFormat.Shopify,
        ".TSV" or ".TXT" => FileFormat.GoogleTable,
        ".XML" => FileFormat.GoogleFeed,
        _ => null,
    };

    /// <summary>The category that rows belong to when they name none: for JSON Lines the file's name.</summary>
    public static string? Category(FileFormat format, string fileName) =>
        format == FileFormat.JsonLines ? Path.GetFileNameWithoutExtension(fileName) : null;

    public static IAsyncEnumerable<ReadRow> Read(this FileFormat format, Stream stream, FileContext context, CancellationToken ct) => format switch
    {
        FileFormat.JsonLines => JsonLinesReader.ReadAsync(stream, context, ct),
        FileFormat.Shopify => ShopifyReader.ReadAsync(stream, context, ct),
        FileFormat.GoogleTable => GoogleTable.ReadAsync(stream, context, ct),
        _ => GoogleFeedReader.ReadAsync(stream, context, ct),
    };
}
