using System.Runtime.CompilerServices;
using GigGatek.Contracts;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Catalog.Files;

/// <summary>Writes the whole catalogue to a file. It is written under another name first, so that a half file is never taken for a whole one.</summary>
internal sealed class ExportFile(ReadProducts products, IOptions<ShopOptions> shop)
{
    public async Task<Result<ExportProgress>> Handle(ExportFormat format, string path, IProgress<ExportProgress>? progress, CancellationToken ct)
    {
        var partial = path + ".partial";
        try
        {
            var counter = new Counter();
            await using (var output = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
            {
                await Write(format, path, Count(products.Handle(format == ExportFormat.Jsonl, ct), counter, progress, ct), output, ct);
            }

            File.Move(partial, path, overwrite: true);
            return new ExportProgress(counter.Products);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Error.Invalid("not_written", $"{path} cannot be written ({failure.Message}). Name another file with --output.");
        }
        finally
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }

    private async Task Write(ExportFormat format, string path, IAsyncEnumerable<FileRow> rows, Stream output, CancellationToken ct)
    {
        var context = new FileContext(null, shop.Value.Currency, slug => $"{shop.Value.PublicUrl}/p/{slug}");
        await (format switch
        {
            ExportFormat.Jsonl => JsonLinesWriter.WriteAsync(rows, output, ct),
            ExportFormat.Shopify => ShopifyWriter.WriteAsync(rows, await products.ListAttributeNames(ct), output, ct),
            _ when FileFormats.Find(path) == FileFormat.GoogleFeed => GoogleFeedWriter.WriteAsync(rows, context, output, ct),
            _ => GoogleTable.WriteAsync(rows, context, output, ct),
        });
    }

    private static async IAsyncEnumerable<FileRow> Count(
        IAsyncEnumerable<FileRow> rows, Counter counter, IProgress<ExportProgress>? progress, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (++counter.Products % 500 == 0)
            {
                progress?.Report(new ExportProgress(counter.Products));
            }

            yield return row;
        }
    }

    private sealed class Counter
    {
        public long Products { get; set; }
    }
}
