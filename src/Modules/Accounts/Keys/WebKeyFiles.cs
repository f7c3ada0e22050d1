using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using GigGatek.Platform.Security.Sealing;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.Keys;

/// <summary>The web keys as a sealed column: one value in each file of <c>keys/web</c>. Its rows are the files in the order of their names.</summary>
internal sealed class WebKeyFiles(PersonalData door, IKeyRing keys, IOptions<DatabaseOptions> database) : ISealedColumn
{
    public SealedColumnInfo Info { get; } = new(SealWebKeys.Place.Table, "", SealWebKeys.Place.Column, "value");

    public Task<long> CountAsync(CancellationToken ct) => Task.FromResult(ReadAll().LongCount());

    public Task<long> CountAsync(string key, CancellationToken ct) =>
        Task.FromResult(ReadAll().LongCount(file => PersonalData.KeyOf(file.Sealed.Value) == key));

    public Task<ReencryptedChunk> ReencryptAsync(long after, int most, CancellationToken ct)
    {
        var current = keys.Current.Id;
        var faults = new List<string>();
        var changed = 0;
        foreach (var file in ReadAll().Where(file => PersonalData.KeyOf(file.Sealed.Value) != current))
        {
            if (Open(file) is not { } plain)
            {
                faults.Add(Fault(file));
                continue;
            }

            file.Sealed.Value = door.Seal(SealWebKeys.Place, plain);
            PrivateFiles.Replace(file.Path, Encoding.UTF8.GetBytes(file.Document.ToString(SaveOptions.DisableFormatting)));
            changed++;
        }

        return Task.FromResult(new ReencryptedChunk(null, changed, 0, faults));
    }

    public Task<CheckedChunk> CheckAsync(long after, int most, CancellationToken ct)
    {
        var files = ReadAll().ToList();
        return Task.FromResult(new CheckedChunk(null, files.Count, [.. files.Where(file => Open(file) is null).Select(Fault)]));
    }

    private IEnumerable<WebKeyFile> ReadAll()
    {
        var folder = Path.Combine(database.Value.Directory, "keys", "web");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(Read).OfType<WebKeyFile>()
            : [];
    }

    /// <summary>Null for a file without a sealed value, such as a revocation.</summary>
    private static WebKeyFile? Read(string path)
    {
        try
        {
            var document = XDocument.Load(path);
            return document.Descendants("sealed").FirstOrDefault() is { } value ? new WebKeyFile(path, document, value) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private string? Open(WebKeyFile file)
    {
        try
        {
            return door.Open(SealWebKeys.Place, file.Sealed.Value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Fault(WebKeyFile file) => $"The web key {Path.GetFileName(file.Path)} does not open.";

    private sealed record WebKeyFile(string Path, XDocument Document, XElement Sealed);
}
