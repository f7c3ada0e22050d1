using System.ComponentModel.DataAnnotations;

namespace GigGatek.Payments.Providers.Stripe;

/// <summary>The shop's account at Stripe. Section <c>Payments:Stripe</c>.</summary>
internal sealed class StripeOptions
{
    public const string OfficialApi = "https://api.stripe.com";

    /// <summary>What the shop signs in with: <c>sk_…</c>, or a restricted key <c>rk_…</c>. Secret.</summary>
    public string SecretKey { get; init; } = "";

    /// <summary>What the payment page says whose it is: <c>pk_…</c>. Everybody may see it.</summary>
    public string PublishableKey { get; init; } = "";

    /// <summary>Other secrets that webhooks may be signed with, beside Payments:WebhookSecret: the next one while it is rotated, a second endpoint's. Secret.</summary>
    public string[] MoreWebhookSecrets { get; init; } = [];

    /// <summary>How often a call that got no answer is repeated, with the same idempotency key, before the payment is left to its record.</summary>
    [Range(0, 5)]
    public int Retries { get; init; } = 2;

    /// <summary>How often the list of events is read for what no webhook brought.</summary>
    [Range(1, 3600)]
    public int ReadEventsEverySeconds { get; init; } = 30;

    /// <summary>
    /// Whether browsers stop what Trusted Types forbid on the page with Stripe's script, or only tell the shop about it. Switch it on when the
    /// reports of your own payment page have stayed empty: what this page's script does is Stripe's to change. See docs/operations/browser-reports.md.
    /// </summary>
    public bool EnforceTrustedTypes { get; init; }

    /// <summary>Where the API is. Another address only in development: tests have one of their own.</summary>
    [Required, Url]
    public string ApiUrl { get; init; } = OfficialApi;

    /// <summary>Where the payment page's script is: of the same release as the API version that this program speaks. Another address only in development.</summary>
    [Required, Url]
    public string ScriptUrl { get; init; } = OfficialScript;

    public const string OfficialScript = "https://js.stripe.com/endive/stripe.js";
}
