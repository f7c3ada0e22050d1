namespace GigGatek.Notifications.Queue;

/// <summary>The states of a mail. There is one move: from pending to one of the others, which are ends.</summary>
internal enum MailState
{
    /// <summary>To be sent, now or at its next try.</summary>
    Pending,

    /// <summary>The mail server took it, or it is in a file.</summary>
    Sent,

    /// <summary>The mail server refused it for good, or did not take it for days.</summary>
    Failed,

    /// <summary>There was nothing to say any more: the address was confirmed meanwhile, the order is cancelled.</summary>
    Dropped,
}
