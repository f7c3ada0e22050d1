using System.Security.Cryptography;
using System.Text;
using GigGatek.Platform.Security;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>Keys made from their names, the current one first.</summary>
internal sealed class Keys(params string[] names) : IKeyRing
{
    public IReadOnlyList<DataKey> All { get; } = [.. names.Select(name => new DataKey(name, Of(name + "e"), Of(name + "i"), Of(name + "s")))];

    public DataKey Current => All[0];

    public DataKey? Find(string id) => All.FirstOrDefault(key => key.Id == id);

    private static byte[] Of(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name));
}
