using GigGatek.Platform.Web;

namespace GigGatek.Tests.Unit.Platform;

public sealed class ClientNetworkTests
{
    [Fact]
    public void Addresses_of_one_ipv6_customer_count_as_one_client() =>
        ClientNetwork.Of("2001:db8:1:2:aaaa::1").ShouldBe(ClientNetwork.Of("2001:db8:1:2:bbbb::2"));

    [Fact]
    public void Neighbouring_ipv6_customers_are_two_clients() =>
        ClientNetwork.Of("2001:db8:1:2::1").ShouldNotBe(ClientNetwork.Of("2001:db8:1:3::1"));

    [Fact]
    public void An_ipv4_address_is_the_same_client_in_either_spelling() =>
        ClientNetwork.Of("::ffff:192.0.2.7").ShouldBe(ClientNetwork.Of("192.0.2.7"));
}
