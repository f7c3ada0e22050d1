using System.ComponentModel.DataAnnotations;
using GigGatek.Payments.Providers.Stripe;
using GigGatek.Payments.Providers.Test;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments;

/// <summary>Who takes the money, and how patient the shop is. Section <c>Payments</c>.</summary>
internal sealed class PaymentsOptions
{
    public const string TestProvider = "test";
    public const string StripeProvider = "stripe";

    /// <summary><c>test</c>: a bank inside this program that moves no money. <c>stripe</c>: the company of that name.</summary>
    [Required, AllowedValues(TestProvider, StripeProvider)]
    public string Provider { get; init; } = TestProvider;

    /// <summary>Lets the test provider, or Stripe's test mode, run outside development, where it would hand out goods for nothing.</summary>
    public bool AllowTestProvider { get; init; }

    /// <summary>What the provider signs its webhooks with. In development one is made for the data folder of the test provider.</summary>
    [MinLength(32)]
    public string? WebhookSecret { get; init; }

    /// <summary>How long an answer of the provider is awaited; then the payment is in progress until its record tells.</summary>
    [Range(1, 120)]
    public int TimeoutSeconds { get; init; } = 15;

    /// <summary>How long after the last news the provider's record is asked for the first time.</summary>
    [Range(1, 3600)]
    public int ReconcileAfterSeconds { get; init; } = 5;

    /// <summary>The account at Stripe.</summary>
    public StripeOptions Stripe { get; init; } = new();

    /// <summary>How the built-in test provider behaves.</summary>
    public TestBankOptions Test { get; init; } = new();
}

/// <summary>What a data annotation cannot say.</summary>
internal sealed class PaymentsOptionsRules(IOptions<ShopOptions> shop) : IValidateOptions<PaymentsOptions>
{
    public ValidateOptionsResult Validate(string? name, PaymentsOptions options)
    {
        if (shop.Value.Development || options.Provider != PaymentsOptions.TestProvider)
        {
            return ValidateOptionsResult.Success;
        }

        if (!options.AllowTestProvider)
        {
            return ValidateOptionsResult.Fail(
                "Payments:Provider is test, which takes no real money. Configure a real provider, or set Payments:AllowTestProvider to true if this shop is for show.");
        }

        return options.WebhookSecret is null
            ? ValidateOptionsResult.Fail("Payments:WebhookSecret is missing. Give it at least 32 random characters, from a secret file or the environment.")
            : ValidateOptionsResult.Success;
    }
}
