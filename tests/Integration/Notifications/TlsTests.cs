using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GigGatek.Tests.Integration.Notifications;

/// <summary>A protected way to the mail server: with the right certificate all goes through it, with a wrong one nothing is said.</summary>
[Trait("Database", "any")]
public sealed class TlsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Today = TimeProvider.System.GetUtcNow();

    private readonly MailShop _shop = new();

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData("StartTls")]
    [InlineData("Tls")]
    public async Task A_server_that_the_houses_own_authority_vouches_for_gets_the_mail_and_the_password_in_private(string security)
    {
        using var authority = Authority();
        using var server = Signed(authority, "localhost", Today.AddDays(1));
        await Sends(security, server, authority);

        (await _shop.WaitsUntilSent(42)).Attempts.ShouldBe(1);

        _shop.Server.Accepted.ShouldHaveSingleItem().Subject.ShouldBe("Your order GG-42 is paid");
        _shop.Server.Heard.ShouldAllBe(line => line.StartsWith("EHLO") || line == "STARTTLS");
        _shop.Server.HeardInPrivate.ShouldContain(line => line.StartsWith("AUTH"));
        _shop.Server.HeardInPrivate.ShouldContain(line => line.StartsWith("RCPT TO:<ann@example.com>"));
    }

    [Theory]
    [InlineData("StartTls", "another authority")]
    [InlineData("Tls", "another authority")]
    [InlineData("StartTls", "another name")]
    [InlineData("Tls", "another name")]
    [InlineData("StartTls", "too old")]
    [InlineData("Tls", "too old")]
    [InlineData("StartTls", "no authority")]
    [InlineData("Tls", "no authority")]
    public async Task Nothing_is_said_to_a_server_with_a_wrong_certificate(string security, string fault)
    {
        using var trusted = Authority();
        using var other = Authority();
        using var server = Signed(
            fault == "another authority" ? other : trusted, fault == "another name" ? "mail.example" : "localhost", Today.AddDays(fault == "too old" ? -1 : 1));
        await Sends(security, server, fault == "no authority" ? null : trusted);

        (await _shop.WaitsFor(42, mail => mail.Outcome is not null, "tried")).Outcome.ShouldBe("tls_failed");

        _shop.Server.Heard.ShouldAllBe(line => line.StartsWith("EHLO") || line == "STARTTLS");
        _shop.Server.HeardInPrivate.ShouldBeEmpty();
        _shop.Server.Accepted.ShouldBeEmpty();
    }

    /// <param name="trusted">Whom the configuration names; null leaves the system's authorities.</param>
    private async Task Sends(string security, X509Certificate2 server, X509Certificate2? trusted)
    {
        _shop.Server.Certificate = server;
        _shop.Server.IsTlsFromTheStart = security == "Tls";
        _shop.Server.Extensions = ["8BITMIME", "AUTH PLAIN"];
        _shop.Settings["Notifications:Smtp:Security"] = security;
        _shop.Settings["Notifications:Smtp:User"] = "shop";
        _shop.Settings["Notifications:Smtp:Password"] = "correct horse";
        if (trusted is not null)
        {
            var file = Path.Combine(_shop.Folder, "authority.pem");
            await File.WriteAllTextAsync(file, trusted.ExportCertificatePem(), TestContext.Current.CancellationToken);
            _shop.Settings["Notifications:Smtp:CaFile"] = file;
        }

        await _shop.Start();
        _shop.Known.HasOrder(42);
        await _shop.IsPaid(42);
    }

    private static X509Certificate2 Authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=House authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Today.AddDays(-30), Today.AddDays(30));
    }

    private static X509Certificate2 Signed(X509Certificate2 authority, string host, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = request.Create(authority, Today.AddDays(-20), until, RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}
