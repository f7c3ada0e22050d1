using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GigGatek.Gateway.Visitors;

/// <summary>A certificate, those above it and its key, as they lie in two PEM files.</summary>
internal sealed record CertificateFiles(string Certificate, string Key)
{
    /// <summary>What they hold, ready to be shown.</summary>
    /// <exception cref="CryptographicException">They hold something else, or the key is another's.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be read.</exception>
    public SslStreamCertificateContext Load()
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(Certificate);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(Certificate, Key), all, offline: true);
    }

    /// <summary>A sentence when they cannot be used; null when they can.</summary>
    public string? FindFault()
    {
        try
        {
            Load();
            return null;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"The certificate in {Certificate} with the key in {Key} cannot be used: {fault.Message}";
        }
    }
}
