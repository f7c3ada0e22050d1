using GigGatek.Payments;
using GigGatek.Payments.Providers.Test;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Tests.Unit.Payments;

public sealed class PaymentsOptionsTests
{
    private const string Secret = "0123456789012345678901234567890123456789";

    [Theory]
    [InlineData(true, false, null, null)]
    [InlineData(false, false, Secret, "Payments:AllowTestProvider")]
    [InlineData(false, true, null, "Payments:WebhookSecret")]
    [InlineData(false, true, Secret, null)]
    public void Outside_development_the_test_provider_must_be_wanted_and_have_a_secret(bool development, bool allow, string? secret, string? missing)
    {
        var rules = new PaymentsOptionsRules(Options.Create(new ShopOptions { Development = development }));
        var answer = rules.Validate(null, new PaymentsOptions { AllowTestProvider = allow, WebhookSecret = secret });
        answer.Succeeded.ShouldBe(missing is null);
        (answer.FailureMessage ?? "").ShouldContain(missing ?? "");
    }

    [Theory]
    [InlineData("https://shop.example/orders/1", true)]
    [InlineData("https://SHOP.example/orders/1?x=y", true)]
    [InlineData("http://shop.example/orders/1", false)]
    [InlineData("https://shop.example.evil.example/", false)]
    [InlineData("https://shop.example@evil.example/", false)]
    [InlineData("https://user:pass@shop.example/", false)]
    [InlineData("https://evil.example/?https://shop.example", false)]
    [InlineData("//evil.example/", false)]
    [InlineData("/orders/1", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("", false)]
    public void Only_an_address_of_this_shop_is_a_return_address(string url, bool ours) =>
        new ShopAddresses(Options.Create(new ShopOptions { PublicUrl = "https://shop.example" }), Options.Create(new PaymentsOptions())).IsOurs(url).ShouldBe(ours);

    [Theory]
    [InlineData("4242424242424242", true)]
    [InlineData("4242 4242 4242 4242", true)]
    [InlineData(" 4242 424242424242 ", true)]
    [InlineData("4000 0000 0000 0002", false)]
    [InlineData("5555 5555 5555 4444", false)]
    [InlineData("", false)]
    public void A_test_card_pays_with_or_without_spaces(string number, bool pays) => (TestCards.Find(number).Decline is null).ShouldBe(pays);

    [Fact]
    public void A_number_that_is_no_test_card_is_answered_with_those_that_are()
    {
        var sentence = TestCards.Find("5555 5555 5555 4444").Decline.ShouldNotBeNull();
        foreach (var card in new[] { "4242 4242 4242 4242", "4000 0000 0000 0002", "4000 0000 0000 9995", "4000 0027 6000 3184", "4000 0000 0000 0119", "4000 0000 0000 0259" })
        {
            sentence.ShouldContain(card);
        }
    }
}
