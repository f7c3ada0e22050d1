using GigGatek.Accounts.Access;

namespace GigGatek.Tests.Unit.Accounts;

public sealed class LimitsTests
{
    [Fact]
    public void Addresses_of_one_ipv6_customer_count_as_one_client() =>
        Limits.Network("2001:db8:1:2:aaaa::1").ShouldBe(Limits.Network("2001:db8:1:2:bbbb::2"));

    [Fact]
    public void Neighbouring_ipv6_customers_are_two_clients() =>
        Limits.Network("2001:db8:1:2::1").ShouldNotBe(Limits.Network("2001:db8:1:3::1"));

    [Fact]
    public void An_ipv4_address_is_the_same_client_in_either_spelling() =>
        Limits.Network("::ffff:192.0.2.7").ShouldBe(Limits.Network("192.0.2.7"));
}
