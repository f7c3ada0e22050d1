using System.Xml.Linq;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts.Keys;

/// <summary>Web keys as earlier versions kept them: files in <c>keys/web</c> of the data folder with a sealed value inside.</summary>
internal sealed class WebKeyFiles(PersonalData door, IOptions<DatabaseOptions> database)
{
    private static readonly SealedPlace Place = new("keys/web", "key", 0);

    private string Folder => Path.GetFullPath(Path.Combine(database.Value.Directory, "keys", "web"));

    /// <summary>What was sealed inside is open in the answer.</summary>
    public IReadOnlyList<XElement> Read() => Directory.Exists(Folder)
        ? [.. Directory.GetFiles(Folder, "*.xml").Order(StringComparer.Ordinal).Select(Open)]
        : [];

    public void Delete() => Directory.Delete(Folder, recursive: true);

    private XElement Open(string file)
    {
        var key = XElement.Load(file);
        foreach (var secret in key.Descendants("sealed").ToList())
        {
            secret.Parent!.ReplaceWith(XElement.Parse(door.Open(Place, secret.Value)));
        }

        return key;
    }
}
