using System.ComponentModel.DataAnnotations;

namespace GigGatek.Api;

/// <summary>Settings of the API. Section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>Lets webhooks go to addresses inside our own walls: for a machine of its own, never for a shop that others can reach.</summary>
    public bool WebhooksMayStayInside { get; init; }

    /// <summary>Webhooks of one account.</summary>
    [Range(1, 100)]
    public int MostWebhooks { get; init; } = 10;

    /// <summary>What was delivered is forgotten after so many days.</summary>
    [Range(1, 365)]
    public int KeepDeliveriesDays { get; init; } = 30;
}
