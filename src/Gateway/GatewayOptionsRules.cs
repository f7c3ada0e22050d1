using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway;

/// <summary>What annotations cannot say.</summary>
internal sealed class GatewayOptionsRules : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = TrustedProxies.FindFaults("Gateway:TrustedProxies", options.TrustedProxies).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
