using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform.Data;

namespace GigGatek.Catalog.Files;

internal sealed class CatalogFiles(ImportFile import, ExportFile export, Sessions<CatalogDb> sessions, TimeProvider clock) : ICatalogFiles
{
    public async Task<Result<ImportReport>> ImportAsync(ImportFiles files, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (FindRefusal(files) is { } refusal)
        {
            return refusal;
        }

        if (files.Strict && !files.DryRun)
        {
            var check = await Pass(files, progress, writes: false, ct);
            if (check.Counts.Rejected > 0 || check.Problems.Count > 0)
            {
                return check;
            }
        }

        return await Pass(files, progress, writes: !files.DryRun, ct);
    }

    public Task<Result<ExportProgress>> ExportAsync(ExportFormat format, string path, IProgress<ExportProgress>? progress, CancellationToken ct) =>
        export.Handle(format, path, progress, ct);

    private static Error? FindRefusal(ImportFiles files)
    {
        foreach (var path in files.Paths)
        {
            if (path.EndsWith(RejectsFile.Ending, StringComparison.OrdinalIgnoreCase))
            {
                return Error.Invalid("rejects", $"{path} is a list of refused rows. Correct them in the file they came from, or copy them to a file of another name.");
            }

            if (Directory.Exists(path))
            {
                return Error.Invalid("folder", $"{path} is a folder. Name the files in it, such as {Path.Combine(path, "*.jsonl")}.");
            }

            if (FileFormats.Find(path) is null)
            {
                return Error.Invalid("unknown_ending", $"{path} is of an unknown kind. Known endings: {FileFormats.Endings}.");
            }

            if (!File.Exists(path))
            {
                return Error.Invalid("no_file", $"There is no file {path}.");
            }

            if (!CanRead(path))
            {
                return Error.Invalid("unreadable", $"{path} cannot be read. Give this user the right to read it.");
            }
        }

        return files.Paths.Count == 0 ? Error.Invalid("no_file", "Name at least one file.") : null;
    }

    private static bool CanRead(string path)
    {
        try
        {
            using var probe = File.OpenHandle(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task<ImportReport> Pass(ImportFiles files, IProgress<ImportProgress>? progress, bool writes, CancellationToken ct)
    {
        var total = new ImportCounts(0, 0, 0, 0, 0, 0);
        var problems = new List<string>();
        var lists = new List<string>();
        await using var shared = files.Rejects is null ? null : new RejectsFile(files.Rejects);
        foreach (var path in files.Paths)
        {
            await using var own = shared is null ? new RejectsFile(path + RejectsFile.Ending) : null;
            var imported = await Import(path, files, shared ?? own!, progress, writes, ct);
            total = Sum(total, imported.Counts);
            if (imported.Problem is { } problem)
            {
                problems.Add($"{Path.GetFileName(path)}: {problem}");
            }

            if (own is { IsEmpty: false })
            {
                lists.Add(own.Path);
            }
        }

        if (shared is { IsEmpty: false })
        {
            lists.Add(shared.Path);
        }

        return new ImportReport(total, lists, problems, writes);
    }

    private async Task<ImportedFile> Import(
        string path, ImportFiles files, RejectsFile rejects, IProgress<ImportProgress>? progress, bool writes, CancellationToken ct)
    {
        var name = Path.GetFileName(path);
        var imported = await Read(path, files, rejects, progress, writes, ct);
        if (writes && imported.Counts.Created + imported.Counts.Updated > 0)
        {
            await sessions.WriteAsync(db => db.PublishAsync(Announce(name, imported.Counts, Actor.System), ct), ct);
        }

        return imported;
    }

    private async Task<ImportedFile> Read(
        string path, ImportFiles files, RejectsFile rejects, IProgress<ImportProgress>? progress, bool writes, CancellationToken ct)
    {
        var format = FileFormats.Find(path)!.Value;
        var landed = new ImportCounts(0, 0, 0, 0, 0, 0);
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var length = stream.Length;
            var file = new FileToImport(stream, format, files.Category ?? FileFormats.Category(format, path), writes);
            return await import.Handle(
                file,
                row => rejects.Add(Path.GetFileName(path), row),
                counts =>
                {
                    landed = counts;
                    progress?.Report(new ImportProgress(path, !writes && !files.DryRun, stream.Position, length, counts));
                },
                ct);
        }
        catch (RejectsUnwritableException failure)
        {
            return new ImportedFile(landed, failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ImportedFile(landed, $"it cannot be read ({failure.Message})");
        }
    }

    /// <summary>The line in the audit trail.</summary>
    internal ChangeMade Announce(string file, ImportCounts counts, Actor actor) => new(
        actor, "catalogue.import", LineReader.Shorten(file, 100),
        string.Create(CultureInfo.InvariantCulture, $"{counts.Created} created, {counts.Updated} updated, {counts.Rejected} rejected"),
        clock.GetUtcNow());

    private static ImportCounts Sum(ImportCounts left, ImportCounts right) => new(
        left.Read + right.Read, left.Created + right.Created, left.Updated + right.Updated, left.Unchanged + right.Unchanged,
        left.Rejected + right.Rejected, left.NewCategories + right.NewCategories);
}
