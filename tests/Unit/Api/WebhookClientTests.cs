using System.Net;
using System.Net.Sockets;
using GigGatek.Api;
using GigGatek.Api.Webhooks.Keeping;
using GigGatek.Api.Webhooks.Sending;
using Microsoft.Extensions.Options;

namespace GigGatek.Tests.Unit.Api;

/// <summary>A partner's address must not lead the shop into its own house.</summary>
public sealed class WebhookClientTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_name_that_leads_inside_is_not_connected_to(string host)
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var port = ((IPEndPoint)inside.LocalEndpoint).Port;
        using var client = new WebhookClient(Options.Create(new ApiOptions()));
        var message = new OutgoingMessage("msg_1", DateTimeOffset.UnixEpoch, "{}", "v1,x");
        (await client.Send(new WebhookRow { Url = $"http://{host}:{port}/" }, message, TestContext.Current.CancellationToken)).ShouldBe(new SendResult(false, "private_address"));
        inside.Pending().ShouldBeFalse("nobody has knocked");
    }

    [Fact]
    public void A_signature_is_the_one_of_the_standards_own_example() =>
        Signature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}""")    // not a secret
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}
