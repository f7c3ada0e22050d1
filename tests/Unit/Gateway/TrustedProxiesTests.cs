using GigGatek.Platform.Web;

namespace GigGatek.Tests.Unit.Gateway;

/// <summary>What may be written where a proxy is named whose word counts.</summary>
public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("10.0.0.1/8")]
    [InlineData("127.0.0.1")]
    [InlineData("fd00::/8")]
    [InlineData("::1")]
    public void An_address_or_a_network_is_taken(string network) => TrustedProxies.FindFaults("Shop:TrustedProxies", [network]).ShouldBeEmpty();

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/x")]
    [InlineData("gateway")]
    [InlineData("")]
    public void Anything_else_is_a_sentence(string network) => TrustedProxies.FindFaults("Shop:TrustedProxies", ["::1", network])
        .ShouldBe([$"Shop:TrustedProxies:1 is “{network}”; it must be an address or a network such as 10.0.0.0/8."]);
}
