namespace GigGatek.Api.Webhooks.Keeping;

/// <summary>How a delivery stands.</summary>
internal enum DeliveryState
{
    /// <summary>It is tried, again when it failed.</summary>
    Pending,

    /// <summary>The address has taken it.</summary>
    Delivered,

    /// <summary>It was tried for days in vain.</summary>
    GivenUp,
}
