using GigGatek.Payments;
using GigGatek.Payments.Providers.Stripe;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;
using Stripe;

namespace GigGatek.Tests.Unit.Payments;

public sealed class StripeOptionsTests
{
    private const string Secret = "whsec_0123456789abcdef0123456789abcdef";    // not a secret

    [Theory]
    [InlineData(false, "sk_live_1", "pk_live_1", Secret, false, null)]
    [InlineData(false, "rk_live_1", "pk_live_1", Secret, false, null)]
    [InlineData(false, "sk_test_1", "pk_test_1", Secret, false, "takes no real money")]
    [InlineData(false, "sk_test_1", "pk_test_1", Secret, true, null)]
    [InlineData(true, "sk_test_1", "pk_test_1", Secret, false, null)]
    [InlineData(true, "sk_live_1", "pk_live_1", Secret, false, "real cards would be charged")]
    [InlineData(false, "", "pk_live_1", Secret, false, "Payments:Stripe:SecretKey is missing")]
    [InlineData(false, "pk_live_1", "pk_live_1", Secret, false, "Payments:Stripe:SecretKey is no secret key")]
    [InlineData(false, "sk_live_1", "", Secret, false, "Payments:Stripe:PublishableKey is missing")]
    [InlineData(false, "sk_live_1", "sk_live_1", Secret, false, "Payments:Stripe:PublishableKey is no publishable key")]
    [InlineData(false, "sk_live_1", "pk_test_1", Secret, false, "of different modes")]
    [InlineData(false, "sk_live_1", "pk_live_1", null, false, "Payments:WebhookSecret is missing")]
    public void A_shop_starts_with_the_keys_that_fit_it_and_else_says_in_one_sentence_which_does_not(
        bool development, string secretKey, string publishableKey, string? secret, bool forShow, string? fault)
    {
        var answer = Validate(development, new PaymentsOptions
        {
            Provider = "stripe", WebhookSecret = secret, AllowTestProvider = forShow, Stripe = new StripeOptions { SecretKey = secretKey, PublishableKey = publishableKey },
        });
        answer.Succeeded.ShouldBe(fault is null, answer.FailureMessage);
        (answer.FailureMessage ?? "").ShouldContain(fault ?? "");
        (answer.FailureMessage ?? "").ShouldNotContain("_1", Case.Sensitive, "a key is not repeated");
    }

    [Theory]
    [InlineData("https://evil.example", StripeOptions.OfficialScript)]
    [InlineData(StripeOptions.OfficialApi, "https://evil.example/stripe.js")]
    public void Another_address_than_stripes_is_for_development_only(string api, string script)
    {
        var stripe = new StripeOptions { SecretKey = "sk_live_1", PublishableKey = "pk_live_1", ApiUrl = api, ScriptUrl = script };
        Validate(false, new PaymentsOptions { Provider = "stripe", WebhookSecret = Secret, Stripe = stripe }).FailureMessage.ShouldNotBeNull().ShouldContain("development only");
    }

    [Fact]
    public void The_script_is_of_the_release_that_the_library_speaks() =>
        StripeOptions.OfficialScript.ShouldBe($"https://js.stripe.com/{StripeConfiguration.ApiVersion.Split('.')[1]}/stripe.js");

    [Fact]
    public void Nothing_is_asked_of_a_shop_that_takes_money_with_another() =>
        new StripeOptionsRules(Options.Create(new ShopOptions())).Validate(null, new PaymentsOptions()).Succeeded.ShouldBeTrue();

    private static ValidateOptionsResult Validate(bool development, PaymentsOptions options) =>
        new StripeOptionsRules(Options.Create(new ShopOptions { Development = development })).Validate(null, options);
}
