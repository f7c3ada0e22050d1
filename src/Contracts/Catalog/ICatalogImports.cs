namespace GigGatek.Contracts.Catalog;

/// <summary>Where an upload stands.</summary>
public enum ImportState
{
    /// <summary>Bytes are arriving.</summary>
    Uploading,

    /// <summary>Being read without writing, to show what would happen.</summary>
    Previewing,

    /// <summary>The preview is ready; the owner decides.</summary>
    Previewed,

    /// <summary>Being written.</summary>
    Running,

    /// <summary>Done.</summary>
    Finished,

    /// <summary>Could not be done; <see cref="ImportStatus.Problem"/> says why.</summary>
    Failed,
}

/// <summary>A row that was refused.</summary>
/// <param name="Line">The line in the file where the row begins, from 1.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
/// <param name="Content">The beginning of the row as it was, at most 200 characters.</param>
public sealed record RejectedRow(long Line, string Reason, string Content);

/// <summary>What an import did, or would do.</summary>
public sealed record ImportCounts(long Read, long Created, long Updated, long Unchanged, long Rejected, int NewCategories);

/// <summary>An upload and how far it has come.</summary>
/// <param name="Rejects">The first 100.</param>
public sealed record ImportStatus(
    long Id, string FileName, ImportState State, long BytesRead, long BytesTotal, ImportCounts Counts, IReadOnlyList<RejectedRow> Rejects, string? Problem, DateTimeOffset StartedAt);

/// <summary>Catalogue files through the browser: upload in pieces, preview, then import in the background.</summary>
public interface ICatalogImports
{
    /// <summary>Opens an upload. Refuses unknown endings (.jsonl, .csv, .tsv, .txt, .xml are known) and files over 512 MiB.</summary>
    Task<Result<ImportStatus>> BeginAsync(Actor actor, string fileName, long bytes, string? categoryName, CancellationToken ct);

    /// <summary>The next piece, at most 1 MiB.</summary>
    Task<Result> AppendAsync(long importId, byte[] piece, CancellationToken ct);

    /// <summary>Reads the file without writing.</summary>
    Task<Result> PreviewAsync(long importId, CancellationToken ct);

    /// <summary>Writes it, in the background.</summary>
    Task<Result> RunAsync(Actor actor, long importId, CancellationToken ct);

    /// <summary>Null when there is no such import.</summary>
    Task<ImportStatus?> FindAsync(long importId, CancellationToken ct);

    /// <summary>The last twenty.</summary>
    Task<IReadOnlyList<ImportStatus>> ListAsync(CancellationToken ct);
}
