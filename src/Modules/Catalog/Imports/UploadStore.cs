using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using GigGatek.Contracts.Catalog;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Options;

namespace GigGatek.Catalog.Imports;

/// <summary>
/// The last twenty uploads: the files in <c>uploads/</c> of the data folder, each with a small file that says how it
/// stands, so that a restart forgets none. What was under way when the process ended can be run again.
/// </summary>
internal sealed class UploadStore
{
    public const int Kept = 20;

    private static readonly ImportState[] Busy = [ImportState.Uploading, ImportState.Previewing, ImportState.Running];

    private readonly string _folder;
    private readonly ConcurrentDictionary<long, Upload> _uploads;

    public UploadStore(IOptions<DatabaseOptions> options)
    {
        _folder = Path.GetFullPath(Path.Combine(options.Value.Directory, "uploads"));
        _uploads = new(Load().ToDictionary(upload => upload.Status.Id));
    }

    public Upload Add(ImportStatus status, string? category)
    {
        Directory.CreateDirectory(_folder);
        var upload = new Upload(status, category, FileOf(status.Id, "data"));
        _uploads[status.Id] = upload;
        Save(upload);
        foreach (var old in List().Skip(Kept).Where(old => !Busy.Contains(old.Status.State) || old.Status.State == ImportState.Uploading))
        {
            _uploads.TryRemove(old.Status.Id, out _);
            File.Delete(old.Path);
            File.Delete(FileOf(old.Status.Id, "json"));
        }

        return upload;
    }

    public Upload? Find(long id) => _uploads.GetValueOrDefault(id);

    /// <summary>Newest first.</summary>
    public IEnumerable<Upload> List() => _uploads.Values.OrderByDescending(upload => upload.Status.Id);

    /// <summary>Writes down how it stands.</summary>
    public void Save(Upload upload)
    {
        var path = FileOf(upload.Status.Id, "json");
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(new Saved(upload.Status, upload.Category), ContractJson.Options));
        File.Move(path + ".new", path, overwrite: true);
    }

    private IEnumerable<Upload> Load()
    {
        if (!Directory.Exists(_folder))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateFiles(_folder, "*.json"))
        {
            if (JsonSerializer.Deserialize<Saved>(File.ReadAllBytes(path), ContractJson.Options) is { } saved)
            {
                var status = Busy.Contains(saved.Status.State)
                    ? saved.Status with { State = ImportState.Failed, Problem = "The shop was stopped in the middle. What was imported is complete; upload the file again for the rest." }
                    : saved.Status;
                yield return new Upload(status, saved.Category, FileOf(status.Id, "data"));
            }
        }
    }

    private string FileOf(long id, string ending) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{id}.{ending}"));

    private sealed record Saved(ImportStatus Status, string? Category);
}
