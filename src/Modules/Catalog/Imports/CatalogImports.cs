using GigGatek.Catalog.Files;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform;

namespace GigGatek.Catalog.Imports;

/// <summary>Uploads through the browser. The announced length is an upper bound: a form is a little longer than its file.</summary>
internal sealed class CatalogImports(UploadStore uploads, ImportWorker worker, Ids ids, TimeProvider clock) : ICatalogImports
{
    private const long Largest = 512L << 20;
    private const int LargestPiece = 1 << 20;
    private const int LongestName = 200;

    private static readonly Error Unknown = Error.NotFound("There is no such import. Only the last twenty are kept.");
    private static readonly Error TooLarge = Error.Invalid("too_large", "This file is larger than 512 MiB. Cut it into parts; importing them one after the other gives the same.", "file");

    public async Task<Result<ImportStatus>> BeginAsync(Actor actor, string fileName, long bytes, string? categoryName, CancellationToken ct)
    {
        var name = TextRules.Line(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]);
        if (name.Length is 0 or > LongestName || FileFormats.Find(name) is null)
        {
            return Error.Invalid("unknown_ending", $"This file is of an unknown kind. Known endings: {FileFormats.Endings}.", "file");
        }

        if (bytes > Largest + LargestPiece)
        {
            return TooLarge;
        }

        var status = new ImportStatus(
            ids.Next(), name, ImportState.Uploading, 0, Math.Max(bytes, 0), new ImportCounts(0, 0, 0, 0, 0, 0), [], null, clock.GetUtcNow());
        var category = categoryName is null ? "" : TextRules.Line(categoryName);
        var upload = uploads.Add(status, category.Length == 0 ? null : category);
        await File.Create(upload.Path).DisposeAsync();
        return status;
    }

    public Task<Result> AppendAsync(long importId, byte[] piece, CancellationToken ct) => InTurn(
        importId,
        async upload =>
        {
            if (upload.Status.State != ImportState.Uploading)
            {
                return Error.Conflict("upload_ended", "The upload has ended. Begin another one.");
            }

            if (piece.Length > LargestPiece)
            {
                return Error.Invalid("piece_too_large", "A piece has at most 1 MiB.");
            }

            if (upload.Status.BytesRead + piece.Length > Largest)
            {
                return TooLarge;
            }

            await using var file = new FileStream(upload.Path, FileMode.Append, FileAccess.Write, FileShare.None, 1, useAsync: true);
            await file.WriteAsync(piece, ct);
            upload.Status = upload.Status with { BytesRead = file.Length };
            return Result.Done;
        },
        ct);

    public Task<Result> PreviewAsync(long importId, CancellationToken ct) => InTurn(
        importId,
        upload =>
        {
            if (upload.Status.State is not (ImportState.Uploading or ImportState.Previewed))
            {
                return Task.FromResult<Result>(Error.Conflict("not_uploaded", "This file is being read, or was imported already. Upload it again to see what it would do now."));
            }

            var length = new FileInfo(upload.Path).Length;
            if (length == 0)
            {
                return Task.FromResult<Result>(Error.Invalid("empty_file", "The file is empty.", "file"));
            }

            Start(upload, ImportState.Previewing, length, null);
            return Task.FromResult(Result.Done);
        },
        ct);

    public Task<Result> RunAsync(Actor actor, long importId, CancellationToken ct) => InTurn(
        importId,
        upload =>
        {
            if (upload.Status.State != ImportState.Previewed)
            {
                return Task.FromResult<Result>(Error.Conflict("not_previewed", "Only a file whose preview is ready can be imported, and once."));
            }

            Start(upload, ImportState.Running, upload.Status.BytesTotal, actor);
            return Task.FromResult(Result.Done);
        },
        ct);

    public Task<ImportStatus?> FindAsync(long importId, CancellationToken ct) => Task.FromResult(uploads.Find(importId)?.Status);

    public Task<IReadOnlyList<ImportStatus>> ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ImportStatus>>([.. uploads.List().Take(UploadStore.Kept).Select(upload => upload.Status)]);

    private void Start(Upload upload, ImportState state, long length, Actor? owner)
    {
        upload.Status = upload.Status with { State = state, BytesRead = 0, BytesTotal = length, Counts = new ImportCounts(0, 0, 0, 0, 0, 0), Rejects = [] };
        uploads.Save(upload);
        worker.Add(upload, owner);
    }

    private async Task<Result> InTurn(long importId, Func<Upload, Task<Result>> act, CancellationToken ct)
    {
        if (uploads.Find(importId) is not { } upload)
        {
            return Unknown;
        }

        if (upload.Status.State is ImportState.Previewing or ImportState.Running)
        {
            return Error.Conflict("busy", "This file is being read. Wait for the end.");
        }

        await upload.Turn.WaitAsync(ct);
        try
        {
            return await act(upload);
        }
        finally
        {
            upload.Turn.Release();
        }
    }
}
