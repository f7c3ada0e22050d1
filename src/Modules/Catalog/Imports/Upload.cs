using GigGatek.Catalog.Files;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Imports;

/// <summary>A file that came through the browser, and what has become of it. Who changes it holds its lock.</summary>
internal sealed class Upload(ImportStatus status, string? category, string path)
{
    public const int MostRejects = 100;
    public const int LongestContent = 200;

    /// <summary>One at a time: pieces, preview and run of one upload.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public ImportStatus Status { get; set; } = status;

    /// <summary>Made from the id: a name that came with the file is never part of a path.</summary>
    public string Path => path;

    public FileFormat Format => FileFormats.Find(Status.FileName)!.Value;

    public string? Category => category ?? FileFormats.Category(Format, Status.FileName);
}
