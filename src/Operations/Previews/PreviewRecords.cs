using System.Text.Json;
using GigGatek.Operations.Deploy.Environments;

namespace GigGatek.Operations.Previews;

/// <summary>Which previews a host has: a folder for each, with what compose needs and a file that says what it is.</summary>
internal sealed class PreviewRecords(PreviewPlace place)
{
    private const string Record = "preview.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>By name.</summary>
    public IReadOnlyList<Preview> List() => Directory.Exists(place.Folder)
        ? [.. Directory.GetDirectories(place.Folder).Select(folder => Find(Path.GetFileName(folder))).OfType<Preview>().OrderBy(preview => preview.Name, StringComparer.Ordinal)]
        : [];

    public Preview? Find(string name)
    {
        var file = Path.Combine(FolderOf(name), Record);
        return File.Exists(file) ? JsonSerializer.Deserialize<Preview>(File.ReadAllText(file), Json) : null;
    }

    public void Write(Preview preview)
    {
        Directory.CreateDirectory(FolderOf(preview.Name));
        var file = Path.Combine(FolderOf(preview.Name), Record);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(preview, Json) + "\n");
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Where compose runs.</summary>
    public string ComposeFolderOf(string name) => Path.Combine(FolderOf(name), "deploy", "compose");

    public string FolderOf(string name) => Path.Combine(place.Folder, name);
}
