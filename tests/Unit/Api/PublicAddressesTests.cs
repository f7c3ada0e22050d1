using System.Net;
using GigGatek.Api.Webhooks.Sending;

namespace GigGatek.Tests.Unit.Api;

/// <summary>Where webhooks may go.</summary>
public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.9")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    public void What_is_inside_somebodys_walls_is_not_public(string address) => PublicAddresses.Has(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("193.99.144.80")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a02:2e0:3fe:1001:302::")]
    [InlineData("::ffff:1.1.1.1")]
    public void Other_addresses_are(string address) => PublicAddresses.Has(IPAddress.Parse(address)).ShouldBeTrue();
}
