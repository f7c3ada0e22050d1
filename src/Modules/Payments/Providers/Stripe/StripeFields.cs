using GigGatek.Contracts.Payments;

namespace GigGatek.Payments.Providers.Stripe;

/// <summary>What the payment page needs for Stripe's fields (https://docs.stripe.com/security/guide#content-security-policy).</summary>
internal static class StripeFields
{
    public static HostedFields Of(StripeOptions options)
    {
        var (script, api) = (OriginOf(options.ScriptUrl), OriginOf(options.ApiUrl));
        return options is { ScriptUrl: StripeOptions.OfficialScript, ApiUrl: StripeOptions.OfficialApi }
            ? new HostedFields(
                options.PublishableKey, options.ScriptUrl, [script, "https://*.js.stripe.com"], [script, "https://*.js.stripe.com", "https://hooks.stripe.com"], [api], options.EnforceTrustedTypes)
            : new HostedFields(options.PublishableKey, options.ScriptUrl, [script], [script], [api], options.EnforceTrustedTypes);
    }

    private static string OriginOf(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);
}
