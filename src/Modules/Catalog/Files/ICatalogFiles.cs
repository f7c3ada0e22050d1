using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>What to import.</summary>
/// <param name="Category">For rows that name none; null: the file's name, where the format has no column for it.</param>
/// <param name="DryRun">Read everything, write nothing.</param>
/// <param name="Strict">When one row is bad, none lands.</param>
/// <param name="Rejects">Where refused rows go; null: beside each file.</param>
public sealed record ImportFiles(IReadOnlyList<string> Paths, string? Category = null, bool DryRun = false, bool Strict = false, string? Rejects = null);

/// <summary>How far an import has come.</summary>
/// <param name="Checking">True in the first of the two passes of a strict import.</param>
public sealed record ImportProgress(string Path, bool Checking, long BytesRead, long BytesTotal, ImportCounts Counts);

/// <summary>What an import did.</summary>
/// <param name="Counts">Over all files.</param>
/// <param name="Rejects">The files with refused rows.</param>
/// <param name="Problems">Files that could not be read to their end, and why.</param>
/// <param name="Written">False for a dry run, and for a strict import with bad rows.</param>
public sealed record ImportReport(ImportCounts Counts, IReadOnlyList<string> Rejects, IReadOnlyList<string> Problems, bool Written);

/// <summary>The formats that <c>export</c> writes.</summary>
public enum ExportFormat
{
    /// <summary>JSON Lines.</summary>
    Jsonl,

    /// <summary>Shopify's product CSV.</summary>
    Shopify,

    /// <summary>A Google Merchant feed: XML where the output's name ends in .xml, else tab-separated.</summary>
    Google,
}

/// <summary>How far an export has come.</summary>
public sealed record ExportProgress(long Products);

/// <summary>Catalogue files on this machine, for the command line. The browser's way is <see cref="ICatalogImports"/>.</summary>
public interface ICatalogFiles
{
    /// <summary>
    /// Imports files, one after the other. Refuses before anything is written when a file is missing or of no known
    /// ending. Cancelling leaves whole batches behind; running it again does the rest.
    /// </summary>
    Task<Result<ImportReport>> ImportAsync(ImportFiles files, IProgress<ImportProgress>? progress, CancellationToken ct);

    /// <summary>Writes the whole catalogue. The file appears under its name when it is complete.</summary>
    Task<Result<ExportProgress>> ExportAsync(ExportFormat format, string path, IProgress<ExportProgress>? progress, CancellationToken ct);
}
