using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Payments;
using GigGatek.Platform.Events;

namespace GigGatek.Notifications.Queue;

/// <summary>A mail that an event asks for.</summary>
/// <param name="DedupeKey">The same for the same news, however many events bring it.</param>
internal sealed record NewMail(MailKind Kind, long SubjectId, string DedupeKey, Money? Amount = null)
{
    /// <summary>One for each request: whoever asks for a second link gets a second mail.</summary>
    public static NewMail ForAccount(MailKind kind, long userId, EventContext request) => new(kind, userId, $"{kind}:{request.EventId}");

    /// <summary>One of each kind for an order.</summary>
    public static NewMail ForOrder(MailKind kind, long orderId) => new(kind, orderId, Key(kind, orderId));

    /// <summary>One for each refund of an order.</summary>
    public static NewMail ForRefund(long orderId, long refundId, Money amount) =>
        new(MailKind.OrderRefunded, orderId, Key(MailKind.OrderRefunded, refundId), amount);

    /// <summary>One for each refund that the bank refused; a payment's id is its order's.</summary>
    public static NewMail ForRefusal(RefundFailed refused) =>
        new(MailKind.RefundRefused, refused.PaymentId, Key(MailKind.RefundRefused, refused.RefundId), refused.Amount);

    /// <summary>One for each dispute, and one more when an inquiry becomes one.</summary>
    public static NewMail ForDispute(PaymentDisputed disputed) =>
        new(MailKind.PaymentDisputed, disputed.PaymentId, $"{MailKind.PaymentDisputed}:{disputed.DisputeId}:{disputed.State}", disputed.Amount);

    private static string Key(MailKind kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{id}");
}
