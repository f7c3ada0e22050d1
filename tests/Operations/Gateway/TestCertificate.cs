using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GigGatek.Tests.Operations.Gateway;

/// <summary>A certificate that signs itself, in two PEM files.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-certificate-");

    public TestCertificate() => Thumbprint = Write();

    /// <summary>Of what the files hold now.</summary>
    public string Thumbprint { get; private set; }

    public string File => Path.Combine(_folder.FullName, "tls.crt");

    public string KeyFile => Path.Combine(_folder.FullName, "tls.key");

    /// <summary>Puts another one in its place, as who renews it does.</summary>
    public void Renew() => Thumbprint = Write();

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        System.IO.File.WriteAllText(File, certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString();
    }
}
