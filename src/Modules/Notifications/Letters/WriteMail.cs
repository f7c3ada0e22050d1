using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Contracts.Ordering;
using GigGatek.Notifications.Queue;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Notifications.Letters;

/// <summary>What came of writing a mail.</summary>
internal abstract record Draft;

/// <summary>A written mail with the address it goes to. Personal: it lives for one delivery.</summary>
internal sealed record WrittenMail(string Address, MailText Text) : Draft;

/// <summary>The news are none any more.</summary>
internal sealed record NothingToSay : Draft;

/// <summary>What is to be told does not show yet: the database that was asked may be a copy that lags.</summary>
internal sealed record NotYetThere : Draft;

/// <summary>
/// Writes a mail at the moment of its sending, from what its subject is now: an address changed meanwhile is the new one,
/// a link is fresh, and news that are none any more are not told.
/// </summary>
internal sealed class WriteMail(
    IAccounts accounts, IOrders orders, IOrdersAdmin ordersAdmin, IOptions<ShopOptions> shop, IOptions<NotificationsOptions> options)
{
    private readonly Sender _sender = new(shop.Value.Name, shop.Value.PublicUrl.TrimEnd('/'));
    private readonly string _owner = options.Value.AlertsTo ?? shop.Value.MailFrom;

    public Task<Draft> Handle(MailRow mail, CancellationToken ct) => mail.Kind switch
    {
        MailKind.ConfirmAddress or MailKind.ResetPassword or MailKind.RegistrationRepeated
            or MailKind.SecondFactorOn or MailKind.SecondFactorOff or MailKind.RecoveryCodesRenewed or MailKind.RecoveryCodeUsed or MailKind.SecondFactorGuessed => ToAccount(mail, ct),
        _ => AboutOrder(mail, ct),
    };

    private async Task<Draft> ToAccount(MailRow mail, CancellationToken ct)
    {
        if (await accounts.FindAsync(mail.SubjectId, ct) is not { } account)
        {
            return new NotYetThere();
        }

        return mail.Kind switch
        {
            MailKind.RegistrationRepeated => To(account.Email, RegistrationRepeatedLetter.Write(_sender)),
            MailKind.ConfirmAddress when await accounts.CreateConfirmationLinkAsync(mail.SubjectId, ct) is { } link =>
                To(link.Email, ConfirmAddressLetter.Write(link, _sender)),
            MailKind.ResetPassword when await accounts.CreateResetLinkAsync(mail.SubjectId, ct) is { } link =>
                To(link.Email, ResetPasswordLetter.Write(link, _sender)),
            _ => SecondFactorLetter.Write(mail.Kind, account, _sender) is { } letter ? To(account.Email, letter) : new NothingToSay(),
        };
    }

    private async Task<Draft> AboutOrder(MailRow mail, CancellationToken ct)
    {
        if (await orders.FindAsync(mail.SubjectId, ct) is not { } order)
        {
            return new NotYetThere();
        }

        if (mail.Kind == MailKind.RefundRefused)
        {
            return await ToOwner(order, mail, ct);
        }

        if (mail.Kind == MailKind.PaymentDisputed)
        {
            return To(_owner, PaymentDisputedLetter.Write(order, AmountOf(mail), _sender));
        }

        return Tell(order, mail) is { } letter ? To(order.Contact.Email, letter)
            : order.State < StateOf(mail.Kind) ? new NotYetThere()
            : new NothingToSay();
    }

    private async Task<Draft> ToOwner(Order order, MailRow mail, CancellationToken ct)
    {
        var refused = await ordersAdmin.ListRefusedRefundsAsync(order.Id, ct);
        List<RefusedRefund> waiting = [.. refused.Where(refund => !refund.TriedAgain)];
        return refused.Count == 0 ? new NotYetThere()
            : waiting.Count == 0 ? new NothingToSay()
            : To(_owner, RefundRefusedLetter.Write(order, AmountOf(mail), waiting, _sender));
    }

    private Letter? Tell(Order order, MailRow mail) => (mail.Kind, order.State) switch
    {
        (MailKind.OrderPaid, OrderState.Paid or OrderState.Shipped) => OrderPaidLetter.Write(order, _sender),
        (MailKind.OrderShipped, OrderState.Shipped) when order.Shipment is { } parcel => OrderShippedLetter.Write(order, parcel, _sender),
        (MailKind.OrderCancelled, OrderState.Cancelled) => OrderCancelledLetter.Write(order, _sender),
        (MailKind.OrderExpired, OrderState.Expired) => OrderExpiredLetter.Write(order, _sender),
        (MailKind.OrderRefunded, _) => OrderRefundedLetter.Write(order, AmountOf(mail), _sender),
        _ => null,
    };

    /// <summary>The state that an order had when this was news; one that shows an earlier state is an old copy.</summary>
    private static OrderState StateOf(MailKind kind) => kind switch
    {
        MailKind.OrderPaid => OrderState.Paid,
        MailKind.OrderShipped => OrderState.Shipped,
        MailKind.OrderCancelled => OrderState.Cancelled,
        MailKind.OrderExpired => OrderState.Expired,
        _ => OrderState.AwaitingPayment,
    };

    private static Money AmountOf(MailRow mail) => new(mail.Amount!.Value, mail.Currency!);

    private WrittenMail To(string address, Letter letter) => new(address, letter.Print(_sender));
}
