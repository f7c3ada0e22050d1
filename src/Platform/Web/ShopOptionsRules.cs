using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Web;

/// <summary>What annotations cannot say.</summary>
internal sealed class ShopOptionsRules : IValidateOptions<ShopOptions>
{
    public ValidateOptionsResult Validate(string? name, ShopOptions options)
    {
        var faults = TrustedProxies.FindFaults("Shop:TrustedProxies", options.TrustedProxies).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
