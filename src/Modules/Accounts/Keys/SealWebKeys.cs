using System.Xml.Linq;
using GigGatek.Platform.Security;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace GigGatek.Accounts.Keys;

/// <summary>Writes web keys through the one door to encryption.</summary>
internal sealed class SealWebKeys(PersonalData door) : IXmlEncryptor
{
    internal static readonly SealedPlace Place = new("keys/web", "key", 0);

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealed", door.Seal(Place, plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(OpenWebKeys));
}

/// <summary>Reads them back. The framework makes it by its name in the file, from the services.</summary>
internal sealed class OpenWebKeys(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<PersonalData>().Open(SealWebKeys.Place, encryptedElement.Value));
}
