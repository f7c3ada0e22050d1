using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GigGatek.Operations.Deploy.Journals;

/// <summary>
/// What was done to an environment, a line of JSON each, only ever added to. A line counts when it is whole: whoever was killed
/// while writing one has not written it.
/// </summary>
public sealed class ReleaseJournal(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<JournalEntry> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var text = File.ReadAllText(path);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<JournalEntry>()];
    }

    /// <summary>The release that has begun and not ended; null when there is none.</summary>
    public JournalEntry? FindUnfinished() =>
        Read().GroupBy(entry => entry.Release).LastOrDefault() is { } last && last.All(entry => entry.Event is JournalEvent.Begun or JournalEvent.Step) ? last.First() : null;

    /// <summary>On the disk when it returns.</summary>
    public void Add(JournalEntry entry)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        CutTornLine(file);
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry, Json) + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static JournalEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line, Json);
        }
        catch (JsonException)
        {
            return null;    // of a newer version, or of somebody's editor: the others count
        }
    }

    private static void CutTornLine(FileStream file)
    {
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                break;
            }

            end--;
        }

        file.SetLength(end);
        file.Position = end;
    }
}
