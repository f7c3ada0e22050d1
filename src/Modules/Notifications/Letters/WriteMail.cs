using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Notifications.Queue;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Notifications.Letters;

/// <summary>A written mail with the address it goes to. Personal: it lives for one delivery.</summary>
internal sealed record WrittenMail(string Address, MailText Text);

/// <summary>
/// Writes a mail at the moment of its sending, from what its subject is now: an address changed meanwhile is the new one,
/// a link is fresh, and news that are none any more are not told.
/// </summary>
internal sealed class WriteMail(IAccounts accounts, IOrders orders, IOptions<ShopOptions> shop)
{
    private readonly Sender _sender = new(shop.Value.Name, shop.Value.PublicUrl.TrimEnd('/'));

    /// <summary>Null when there is nothing to say.</summary>
    public async Task<WrittenMail?> Handle(MailRow mail, CancellationToken ct) => mail.Kind switch
    {
        MailKind.ConfirmAddress => await accounts.CreateConfirmationLinkAsync(mail.SubjectId, ct) is { } link
            ? To(link.Email, ConfirmAddressLetter.Write(link, _sender))
            : null,
        MailKind.ResetPassword => await accounts.CreateResetLinkAsync(mail.SubjectId, ct) is { } link
            ? To(link.Email, ResetPasswordLetter.Write(link, _sender))
            : null,
        MailKind.RegistrationRepeated => await accounts.FindAsync(mail.SubjectId, ct) is { } account
            ? To(account.Email, RegistrationRepeatedLetter.Write(_sender))
            : null,
        _ => await orders.FindAsync(mail.SubjectId, ct) is { } order && About(order, mail) is { } letter
            ? To(order.Contact.Email, letter)
            : null,
    };

    private Letter? About(Order order, MailRow mail) => (mail.Kind, order.State) switch
    {
        (MailKind.OrderPaid, OrderState.Paid or OrderState.Shipped) => OrderPaidLetter.Write(order, _sender),
        (MailKind.OrderShipped, OrderState.Shipped) when order.Shipment is { } parcel => OrderShippedLetter.Write(order, parcel, _sender),
        (MailKind.OrderCancelled, OrderState.Cancelled) => OrderCancelledLetter.Write(order, _sender),
        (MailKind.OrderExpired, OrderState.Expired) => OrderExpiredLetter.Write(order, _sender),
        (MailKind.OrderRefunded, _) when mail is { Amount: { } minor, Currency: { } currency } =>
            OrderRefundedLetter.Write(order, new Money(minor, currency), _sender),
        _ => null,
    };

    private WrittenMail To(string address, Letter letter) => new(address, letter.Print(_sender));
}
