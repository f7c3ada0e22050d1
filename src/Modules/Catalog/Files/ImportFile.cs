using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GigGatek.Catalog.Categories;
using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Catalog.Files;

/// <summary>A file to read, and whether to write what it says.</summary>
/// <param name="Category">For rows that name none.</param>
/// <param name="Writes">False: only find out what would happen.</param>
internal sealed record FileToImport(Stream Stream, FileFormat Format, string? Category, bool Writes);

/// <summary>What came of a file.</summary>
/// <param name="Problem">Why reading ended before the file's end; null when it did not.</param>
internal sealed record ImportedFile(ImportCounts Counts, string? Problem);

/// <summary>
/// Reads a file in constant memory (but for 16 bytes a row, to know what came before) and hands it on in batches: while one
/// is written, the next is read. Each batch lands whole or not at all; an import that was cut off can be run again from
/// its start and changes only the rest.
/// </summary>
internal sealed class ImportFile(SaveProducts products, IOptions<ShopOptions> shop)
{
    private const int BatchSize = 2000;

    /// <summary>Letters of descriptions in a batch: long ones make it shorter.</summary>
    private const int BatchLetters = 2_000_000;

    public async Task<ImportedFile> Handle(
        FileToImport file, Func<RejectedRow, Task> reject, Action<ImportCounts>? report, CancellationToken ct)
    {
        await using var run = new Run(products, file, reject, report);
        report?.Invoke(run.Counts);
        var context = new FileContext(file.Category, shop.Value.Currency, slug => slug);
        await foreach (var read in file.Format.Read(file.Stream, context, ct))
        {
            if (read.EndsFile)
            {
                await run.End(ct);
                return new ImportedFile(run.Counts, read.Line > 1 ? $"Line {read.Line}: {read.Reason}" : read.Reason);
            }

            await run.Add(read, ct);
        }

        await run.End(ct);
        return new ImportedFile(run.Counts, null);
    }

    /// <summary>What a plain row offers follows from the street price; other rows say it themselves.</summary>
    internal static ImportedProduct Product(FileRow row) => new(
        row.Category,
        row.Name,
        row.Brand,
        row.Description,
        row.NewPrice,
        row.Attributes.Count == 0 ? null : row.Attributes,
        [.. (row.Variants ?? StreetPrice.Variants(row)).Select(variant => new ImportedVariant(
            variant.Grade, variant.Price, variant.Stock ?? 0, row.Variants is not null && variant.Stock is not null, variant.Sku, variant.WarrantyMonths,
            PriceIsStated: row.Variants is not null))],
        row.Published,
        row.Slug);

    private sealed class Run(SaveProducts products, FileToImport file, Func<RejectedRow, Task> reject, Action<ImportCounts>? report) : IAsyncDisposable
    {
        private readonly SaveRun _save = new();
        private readonly HashSet<string> _categories = [];
        private readonly HashSet<ulong> _skus = [];
        private List<(long Line, FileRow Row)> _batch = new(BatchSize);
        private int _letters;
        private (Task<SavedBatch> Saved, List<(long Line, FileRow Row)> Rows)? _saving;

        public ImportCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);

        public async Task Add(ReadRow read, CancellationToken ct)
        {
            Counts = Counts with { Read = Counts.Read + 1 };
            if (read.Row is not { } row)
            {
                await Reject(read.Line, read.Reason, read.Content);
            }
            else if (FindConflict(row) is { } conflict)
            {
                await Reject(read.Line, conflict, Describe(row));
            }
            else
            {
                _batch.Add((read.Line, row));
                _letters += row.Description?.Length ?? 0;
            }

            if (_batch.Count == BatchSize || _letters > BatchLetters)
            {
                await BeginSave(ct);
            }
        }

        /// <summary>Returns when everything is written.</summary>
        public async Task End(CancellationToken ct)
        {
            await BeginSave(ct);
            await EndSave();
            report?.Invoke(Counts);
        }

        /// <summary>Nothing is written any more behind the back of whoever gave up.</summary>
        public async ValueTask DisposeAsync()
        {
            if (_saving is { } saving)
            {
                await ((Task)saving.Saved).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        /// <summary>Hands the batch on as soon as the one before is written.</summary>
        private async Task BeginSave(CancellationToken ct)
        {
            if (_batch.Count == 0)
            {
                return;
            }

            var (rows, batch) = (_batch, SaveProducts.Prepare(_save, _batch.ConvertAll(entry => Product(entry.Row))));
            _batch = new(BatchSize);
            _letters = 0;
            await EndSave();
            _saving = (Task.Run(() => file.Writes ? products.Handle(_save, batch, ct) : products.Preview(_save, batch, ct), CancellationToken.None), rows);
        }

        private async Task EndSave()
        {
            if (_saving is not { } saving)
            {
                return;
            }

            var saved = await saving.Saved;
            _saving = null;
            Counts = Counts with
            {
                Created = Counts.Created + saved.Created,
                Updated = Counts.Updated + saved.Updated,
                Unchanged = Counts.Unchanged + saved.Unchanged,
                NewCategories = Counts.NewCategories + saved.NewCategories,
            };
            foreach (var refused in saved.Refused)
            {
                await Reject(saving.Rows[refused.Index].Line, refused.Reason, Describe(saving.Rows[refused.Index].Row));
            }

            report?.Invoke(Counts);
        }

        private Task Reject(long line, string reason, string content)
        {
            Counts = Counts with { Rejected = Counts.Rejected + 1 };
            return reject(new RejectedRow(line, reason, content));
        }

        /// <summary>What speaks against a row because of the rows before it.</summary>
        private string? FindConflict(FileRow row)
        {
            var category = KnownCategories.Find(row.Category).Slug;
            if (!_categories.Contains(category) && _categories.Count == FileLimits.Categories)
            {
                return $"The file names more than {FileLimits.Categories} categories. Is another column meant?";
            }

            _categories.Add(category);
            return row.Variants?.Where(variant => variant.Sku is not null).FirstOrDefault(variant => !_skus.Add(Hash(variant.Sku!))) is { } taken
                ? $"The SKU {taken.Sku} stands in the file twice. Give each variant its own."
                : null;
        }

        private static ulong Hash(string sku) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(sku)));

        private static string Describe(FileRow row) => LineReader.Shorten(Encoding.UTF8.GetString(JsonLinesWriter.Line(row)));
    }
}
