using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Providers.Stripe;

/// <summary>What must be so before the shop takes money with Stripe. No sentence repeats a key.</summary>
internal sealed class StripeOptionsRules(IOptions<ShopOptions> shop) : IValidateOptions<PaymentsOptions>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, PaymentsOptions options)
    {
        if (options.Provider != PaymentsOptions.StripeProvider)
        {
            return ValidateOptionsResult.Success;
        }

        var fault = FindKeyFault(options.Stripe) ?? FindModeFault(options) ?? FindSecretFault(options) ?? FindAddressFault(options.Stripe);
        return fault is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(fault);
    }

    private static string? FindKeyFault(StripeOptions stripe) =>
        stripe.SecretKey.Length == 0 ? "Payments:Stripe:SecretKey is missing. Give the secret key of your Stripe account (sk_…, or a restricted rk_…), from a secret file or the environment."
        : !IsKey(stripe.SecretKey, "sk", "rk") ? "Payments:Stripe:SecretKey is no secret key of Stripe; it must begin with sk_live_, sk_test_, rk_live_ or rk_test_."
        : stripe.PublishableKey.Length == 0 ? "Payments:Stripe:PublishableKey is missing. Give the publishable key of your Stripe account (pk_…)."
        : !IsKey(stripe.PublishableKey, "pk") ? "Payments:Stripe:PublishableKey is no publishable key of Stripe; it must begin with pk_live_ or pk_test_."
        : IsLive(stripe.SecretKey) != IsLive(stripe.PublishableKey) ? "Payments:Stripe:SecretKey and Payments:Stripe:PublishableKey are of different modes; both must be live keys, or both test keys."
        : null;

    private string? FindModeFault(PaymentsOptions options) => (IsLive(options.Stripe.SecretKey), shop.Value.Development) switch
    {
        (false, false) when !options.AllowTestProvider =>
            "Payments:Stripe:SecretKey is a test key, which takes no real money. Give the live keys, or set Payments:AllowTestProvider to true if this shop is for show.",
        (true, true) => "Payments:Stripe:SecretKey is a live key, and Shop:Development is true: real cards would be charged. Give test keys (sk_test_…, pk_test_…).",
        _ => null,
    };

    private static string? FindSecretFault(PaymentsOptions options) =>
        options.WebhookSecret is null ? "Payments:WebhookSecret is missing. Give the signing secret of your webhook endpoint at Stripe (whsec_…), from a secret file or the environment."
        : options.Stripe.MoreWebhookSecrets.Any(secret => secret.Length < ShortestSecret) ? $"Payments:Stripe:MoreWebhookSecrets has one that is too short: each must have at least {ShortestSecret} characters."
        : null;

    private string? FindAddressFault(StripeOptions stripe) =>
        shop.Value.Development || (stripe.ApiUrl == StripeOptions.OfficialApi && stripe.ScriptUrl == StripeOptions.OfficialScript) ? null
        : $"Payments:Stripe:ApiUrl and Payments:Stripe:ScriptUrl may be changed in development only; they must be {StripeOptions.OfficialApi} and {StripeOptions.OfficialScript}.";

    private static bool IsKey(string key, params string[] kinds) =>
        kinds.Any(kind => key.StartsWith(kind + "_live_", StringComparison.Ordinal) || key.StartsWith(kind + "_test_", StringComparison.Ordinal));

    private static bool IsLive(string key) => key.AsSpan(2).StartsWith("_live_", StringComparison.Ordinal);
}
