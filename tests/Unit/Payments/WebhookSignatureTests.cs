using System.Text;
using GigGatek.Payments.Webhooks;

namespace GigGatek.Tests.Unit.Payments;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec-0123456789-0123456789-0123456789";
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1"}""");

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void A_signature_is_good_for_five_minutes(int secondsLater, bool good) =>
        WebhookSignature.IsValid(Secret, WebhookSignature.Sign(Secret, At, Body), Body, At.AddSeconds(secondsLater)).ShouldBe(good);

    [Fact]
    public void Another_body_another_secret_or_another_time_is_refused()
    {
        var signature = WebhookSignature.Sign(Secret, At, Body);
        WebhookSignature.IsValid(Secret, signature, Encoding.UTF8.GetBytes("""{"id":"evt_2"}"""), At).ShouldBeFalse();
        WebhookSignature.IsValid(Secret + "x", signature, Body, At).ShouldBeFalse();
        WebhookSignature.IsValid(Secret, signature.Replace("t=17", "t=18", StringComparison.Ordinal), Body, At).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1=00")]
    [InlineData("t=,v1=")]
    [InlineData("t=1773478800")]
    [InlineData("t=1773478800,v1=")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("t=-5,v1=00")]
    [InlineData(",,,===")]
    public void Nonsense_is_refused(string? signature) => WebhookSignature.IsValid(Secret, signature, Body, At).ShouldBeFalse();

    [Fact]
    public void While_a_secret_is_changed_one_good_signature_is_enough()
    {
        var good = WebhookSignature.Sign(Secret, At, Body);
        WebhookSignature.IsValid(Secret, good.Replace(",v1=", ",v1=00,v1=", StringComparison.Ordinal), Body, At).ShouldBeTrue();
    }

    [Fact]
    public void It_is_signed_as_Stripe_signs() =>
        WebhookSignature.Sign("secret", DateTimeOffset.FromUnixTimeSeconds(1), "body"u8)
            .ShouldBe("t=1,v1=" + Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("secret"u8, "1.body"u8)));
}
