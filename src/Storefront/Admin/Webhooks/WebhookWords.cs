using GigGatek.Contracts.Api;
using GigGatek.Storefront.Words;

namespace GigGatek.Storefront.Admin.Webhooks;

/// <summary>How the pages say it.</summary>
public static class WebhookWords
{
    /// <summary>What was done just now; null for nothing that is known.</summary>
    public static string? Done(string? what) => what switch
    {
        "replayed" => "It is sent once more, now.",
        "nothing" => "Nothing was given up, so nothing was sent.",
        "on" => "It is sent to again. What had waited goes out now.",
        "off" => "Nothing is sent there until you switch it on again. What happens meanwhile is not kept for it.",
        _ => null,
    };

    public static string State(Webhook webhook) => webhook switch
    {
        { SwitchedOffAt: not null } => "switched off",
        { FailingSince: not null } => "failing",
        _ => "working",
    };

    public static string State(WebhookDelivery delivery) => delivery.State switch
    {
        DeliveryState.Delivered => "delivered",
        DeliveryState.GivenUp => "given up",
        _ => delivery.Attempts == 0 ? "waiting" : "trying",
    };

    /// <summary>How the last try ended, as people say it.</summary>
    public static string Outcome(WebhookDelivery delivery) => delivery.Outcome switch
    {
        null => "not tried yet",
        "timeout" => "no answer within ten seconds",
        "unreachable" => "no connection",
        "tls" => "its certificate is not trusted",
        "private_address" => "the name leads into a private network",
        var code when code.StartsWith("status_", StringComparison.Ordinal) => "answered " + code["status_".Length..],
        var code => code,
    };

    public static string Next(WebhookDelivery delivery) => delivery.State == DeliveryState.Pending ? Say.DateTime(delivery.DueAt) : "";
}
