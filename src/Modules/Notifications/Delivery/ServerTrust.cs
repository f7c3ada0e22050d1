using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GigGatek.Notifications.Delivery;

/// <summary>Trust in mail servers whose certificate a house's own authority has signed (<see cref="SmtpOptions.CaFile"/>).</summary>
internal sealed class ServerTrust(X509Certificate2Collection authorities)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public static ServerTrust Read(string pemFile)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(pemFile);
        return new ServerTrust(authorities);
    }

    public static bool CanRead(string pemFile)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(pemFile);
            return authorities.Count > 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Only who signed it is judged anew; a wrong name or a missing certificate stays refused.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 server || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        own.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;    // such an authority seldom says what it has revoked
        return own.Build(server);
    }
}
