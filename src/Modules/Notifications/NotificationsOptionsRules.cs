using GigGatek.Notifications.Delivery;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Notifications;

/// <summary>What a data annotation cannot say.</summary>
internal sealed class NotificationsOptionsRules(IOptions<ShopOptions> shop) : IValidateOptions<NotificationsOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationsOptions options)
    {
        var faults = options.Sends ? SmtpFaults(options.Smtp).ToList() : [];
        if (options.Delivery is null && !shop.Value.Development)
        {
            faults.Add(
                "Notifications:Delivery is missing. Set it to smtp and name the server in Notifications:Smtp:Host, or to file if this shop is for show and sends nothing.");
        }

        if (options.KeepDays <= options.GiveUpAfterDays)
        {
            faults.Add("Notifications:KeepDays must be more than Notifications:GiveUpAfterDays.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> SmtpFaults(SmtpOptions smtp)
    {
        if (string.IsNullOrWhiteSpace(smtp.Host))
        {
            yield return "Notifications:Smtp:Host is missing. Name the mail server.";
        }

        if (smtp.Port is < 1 or > 65535)
        {
            yield return "Notifications:Smtp:Port must be between 1 and 65535; usual are 587 for StartTls and 465 for Tls.";
        }

        if (!Enum.IsDefined(smtp.Security))
        {
            yield return "Notifications:Smtp:Security must be StartTls, Tls or None.";
        }

        if ((smtp.User is null) != (smtp.Password is null))
        {
            yield return "Notifications:Smtp:User and Notifications:Smtp:Password go together. Give both, or none.";
        }

        if (smtp.Security == SmtpSecurity.None && smtp.Password is not null)
        {
            yield return "Notifications:Smtp:Password would travel in clear. Set Notifications:Smtp:Security to StartTls or Tls.";
        }

        if (smtp.CaFile is { } file && !ServerTrust.CanRead(file))
        {
            yield return $"Notifications:Smtp:CaFile names {file}, which is no readable PEM file with a certificate in it.";
        }

        if (!shop.Value.Development && shop.Value.MailFrom.EndsWith(".example", StringComparison.OrdinalIgnoreCase))
        {
            yield return "Shop:MailFrom is still the example. Set it to the address that your customers can answer to.";
        }
    }
}
