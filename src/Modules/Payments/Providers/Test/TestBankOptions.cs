using System.ComponentModel.DataAnnotations;

namespace GigGatek.Payments.Providers.Test;

/// <summary>How the built-in test provider behaves. Section <c>Payments:Test</c>.</summary>
internal sealed class TestBankOptions
{
    /// <summary>How long the card that never answers is waited for.</summary>
    [Range(1, 60_000)]
    public int SilenceMilliseconds { get; init; } = 1_500;

    /// <summary>How much later its money comes all the same.</summary>
    [Range(1, 3_600_000)]
    public int SlowMilliseconds { get; init; } = 4_000;

    /// <summary>False: its webhooks get lost, all of them.</summary>
    public bool SendWebhooks { get; init; } = true;

    /// <summary>Where its webhooks go; this server's own address when not set.</summary>
    [Url]
    public string? WebhookUrl { get; init; }
}
