namespace GigGatek.Contracts.Payments;

/// <summary>How a dispute stands: the cardholder told his bank that he did not want to pay.</summary>
public enum DisputeState
{
    /// <summary>The bank only asks; no money has moved.</summary>
    Inquiry,

    /// <summary>The bank took the money back, until it decides.</summary>
    Open,

    /// <summary>Decided for the shop: the money is back.</summary>
    Won,

    /// <summary>Decided for the cardholder: the money is gone.</summary>
    Lost,

    /// <summary>An inquiry that became nothing.</summary>
    Closed,
}

/// <summary>A dispute as it stands.</summary>
/// <param name="Id">The provider's.</param>
/// <param name="Reason">The bank's word for it, such as <c>fraudulent</c> or <c>product_not_received</c>.</param>
/// <param name="RespondBy">Until then evidence can be sent, on the provider's pages.</param>
public sealed record Dispute(string Id, long PaymentId, Money Amount, DisputeState State, string Reason, DateTimeOffset? RespondBy, DateTimeOffset OpenedAt);

/// <summary>The bank of a cardholder disputes a payment, or asks about it.</summary>
public sealed record PaymentDisputed(string DisputeId, long PaymentId, Money Amount, DisputeState State, string Reason, DateTimeOffset? RespondBy, DateTimeOffset At) : IEvent;

/// <summary>A dispute is decided.</summary>
public sealed record DisputeDecided(string DisputeId, long PaymentId, Money Amount, DisputeState State, DateTimeOffset At) : IEvent;
