using GigGatek.Gateway;
using GigGatek.Gateway.Routing;
using Microsoft.Extensions.Options;

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

    [Fact]
    public void What_differs_for_a_module_fits_into_what_holds_for_all()
    {
        FaultsOf(Of("api", new RouteOptions { AnswerSeconds = 30, RequestsPerShop = 1000 })).ShouldBeEmpty();
        FaultsOf(Of("API", new RouteOptions())).ShouldBeEmpty();
        FaultsOf(Of("catalog", new RouteOptions())).ShouldBe(["Gateway:Routes has “catalog”, which answers no requests; it takes storefront, api, payments."]);
        FaultsOf(Of("api", new RouteOptions { AnswerSeconds = 901 })).ShouldBe(["Gateway:Routes:api:AnswerSeconds is “901”; it must be at most Gateway:WholeSeconds, of which it is a part."]);
        FaultsOf(Of("api", new RouteOptions { AnswerSeconds = 2 })).ShouldBe(["Gateway:Routes:api:AnswerSeconds is “2”; it must be more than Gateway:ConnectMilliseconds, or no other shop is tried in time."]);
        FaultsOf(Of("api", new RouteOptions { RequestsPerShop = 1001 })).ShouldBe(["Gateway:Routes:api:RequestsPerShop is “1001”; it must be at most Gateway:RequestsPerShop, of which it is a part."]);

        static GatewayOptions Of(string module, RouteOptions route) => new() { Routes = { [module] = route } };
    }

    [Fact]
    public void Where_nothing_is_said_of_a_module_what_holds_for_all_holds_for_it()
    {
        var routes = new Routes(Options.Create(new GatewayOptions { AnswerSeconds = 20, RequestsPerShop = 50, Routes = { ["API"] = new RouteOptions { AnswerSeconds = 5 }, ["payments"] = new RouteOptions { RequestsPerShop = 7 } } }));
        routes.All.Select(route => $"{route.Module} {route.Forwarding.ActivityTimeout?.TotalSeconds} {route.RequestsPerShop}").ShouldBe(["storefront 20 50", "api 5 50", "payments 20 7"]);
    }

    private static IEnumerable<string> FaultsOf(GatewayOptions options) => new GatewayOptionsRules().Validate(null, options).Failures ?? [];
}
