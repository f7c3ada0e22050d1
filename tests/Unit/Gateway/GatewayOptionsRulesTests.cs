using GigGatek.Gateway;

namespace GigGatek.Tests.Unit.Gateway;

/// <summary>What refuses the start of a gateway.</summary>
public sealed class GatewayOptionsRulesTests
{
    [Fact]
    public void The_defaults_are_right() => FaultsOf(new GatewayOptions()).ShouldBeEmpty();

    [Fact]
    public void Times_that_cannot_hold_each_other_are_refused()
    {
        FaultsOf(new GatewayOptions { ConnectMilliseconds = 2000, AnswerSeconds = 1 })
            .ShouldBe(["Gateway:ConnectMilliseconds is “2000”; it must be less than Gateway:AnswerSeconds, or no other shop is tried in time."]);
        FaultsOf(new GatewayOptions { AnswerSeconds = 60, WholeSeconds = 30 })
            .ShouldBe(["Gateway:AnswerSeconds is “60”; it must be at most Gateway:WholeSeconds, of which it is a part."]);
    }

    [Fact]
    public void A_certificate_has_a_key_and_both_are_read_before_the_start()
    {
        FaultsOf(new GatewayOptions { CertificateFile = "/nowhere/tls.crt" }).ShouldBe(["Gateway:CertificateFile and Gateway:CertificateKeyFile belong together; set both or none."]);
        FaultsOf(new GatewayOptions { CertificateFile = "/nowhere/tls.crt", CertificateKeyFile = "/nowhere/tls.key" })
            .ShouldHaveSingleItem().ShouldStartWith("Gateway:CertificateFile: The certificate in /nowhere/tls.crt with the key in /nowhere/tls.key cannot be used: ");
    }

    [Fact]
    public void A_path_of_files_begins_with_a_slash() =>
        FaultsOf(new GatewayOptions { FilePaths = ["admin"] }).ShouldBe(["Gateway:FilePaths has “admin”; it must begin with a slash, such as /admin/imports."]);

    private static IEnumerable<string> FaultsOf(GatewayOptions options) => new GatewayOptionsRules().Validate(null, options).Failures ?? [];
}
