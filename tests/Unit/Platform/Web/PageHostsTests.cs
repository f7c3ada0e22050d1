using GigGatek.Platform.Web;

namespace GigGatek.Tests.Unit.Platform.Web;

public sealed class PageHostsTests
{
    [Fact]
    public void Only_what_a_page_needs_is_let_in_and_nothing_else_is_loosened()
    {
        var hosts = new PageHosts(["https://js.example"], ["https://js.example", "https://hooks.example"], ["https://api.example"]);
        hosts.AddTo("default-src 'none'; script-src 'self'; connect-src 'self'; script-src-elem 'none'; base-uri 'none'").ShouldBe(
            "default-src 'none'; script-src 'self' https://js.example; connect-src 'self' https://api.example; script-src-elem 'none'; base-uri 'none'; frame-src https://js.example https://hooks.example");
    }

    [Fact]
    public void A_page_with_another_hosts_script_may_have_one_trusted_type_its_own()
    {
        var hosts = new PageHosts(["https://js.example"], ["https://js.example"], []);
        hosts.AddTo("script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; report-to csp").ShouldBe(
            "script-src 'self' https://js.example; connect-src 'self'; require-trusted-types-for 'script'; trusted-types default; report-to csp; frame-src https://js.example");
        hosts.ReportOnly("trusted-types 'none'").ShouldBeNull();
        new PageHosts([], [], []).AddTo("script-src 'self'; trusted-types 'none'; frame-src 'self'; connect-src 'self'").ShouldBe("script-src 'self'; trusted-types 'none'; frame-src 'self'; connect-src 'self'");
    }

    [Fact]
    public void Where_trusted_types_are_not_enforced_they_are_told_about()
    {
        const string policy = "script-src 'self'; frame-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /r; report-to csp";
        var hosts = new PageHosts(["https://js.example"], [], []) { EnforcesTrustedTypes = false };
        hosts.AddTo(policy).ShouldBe("script-src 'self' https://js.example; frame-src 'self'; connect-src 'self'; report-uri /r; report-to csp");
        hosts.ReportOnly(policy).ShouldBe("require-trusted-types-for 'script'; trusted-types default; report-uri /r; report-to csp");
    }
}
