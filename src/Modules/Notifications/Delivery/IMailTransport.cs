using MimeKit;

namespace GigGatek.Notifications.Delivery;

/// <summary>The outside world of mails: a server, or a folder.</summary>
internal interface IMailTransport
{
    /// <summary>
    /// Hands one mail over. Answers how that ended; what can go wrong outside is an answer, not an exception. The same mail
    /// may come again when nobody knows whether it arrived.
    /// </summary>
    Task<DeliveryAnswer> DeliverAsync(OutgoingMail mail, CancellationToken ct);
}

/// <summary>A mail ready to leave.</summary>
/// <param name="Id">The row's id; also in its Message-ID.</param>
internal sealed record OutgoingMail(long Id, DateTimeOffset QueuedAt, MimeMessage Message);

/// <summary>How a delivery ended.</summary>
internal enum Delivered
{
    /// <summary>Taken.</summary>
    Yes,

    /// <summary>Not now, for a reason that is this mail's: full mailbox, greylisting.</summary>
    NotNow,

    /// <summary>Not now, for a reason that every other mail would meet too: no server, no disk, wrong password.</summary>
    NoWayOut,

    /// <summary>Not any more: there is nothing left to say.</summary>
    NotAnyMore,

    /// <summary>Never: the address or the mail was refused for good.</summary>
    Never,
}

/// <summary>The answer, with its reason as a code: <c>smtp_550</c>, <c>timeout</c>. Never with an address.</summary>
internal readonly record struct DeliveryAnswer(Delivered Delivered, string Code);
