using System.Text.Json;

namespace GigGatek.Operations.Releases;

/// <summary>The records of all releases: one file each, named for its version.</summary>
public sealed class ReleaseRecords(DirectoryInfo folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The newest one before a release; the first release is its own predecessor; null when there is not even that.</summary>
    public ReleaseRecord? FindPrevious(string release)
    {
        var current = Version.Parse(release);
        var records = folder.Exists ? folder.GetFiles("*.json").Select(file => (File: file, Version: Version.Parse(Path.GetFileNameWithoutExtension(file.Name)))).ToList() : [];
        var previous = records.Where(record => record.Version < current).OrderBy(record => record.Version).Select(record => record.File).LastOrDefault();
        return (previous ?? records.Where(record => record.Version == current).Select(record => record.File).SingleOrDefault()) is { } file ? Read(file.FullName) : null;
    }

    /// <summary>Writes one. Answers its path.</summary>
    public string Write(ReleaseRecord record)
    {
        folder.Create();
        var path = Path.Combine(folder.FullName, record.Release + ".json");
        File.WriteAllText(path, TextOf(record));
        return path;
    }

    /// <summary>As it stands in its file.</summary>
    public static string TextOf(ReleaseRecord record) => JsonSerializer.Serialize(record, Json) + "\n";

    private static ReleaseRecord Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ReleaseRecord>(File.ReadAllText(path), Json) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException failure)
        {
            throw new OperationRefusedException($"{path} is no record of a release: {failure.Message}");
        }
    }
}
