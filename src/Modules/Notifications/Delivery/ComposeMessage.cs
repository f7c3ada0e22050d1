using System.Globalization;
using GigGatek.Notifications.Letters;
using GigGatek.Notifications.Queue;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace GigGatek.Notifications.Delivery;

/// <summary>Makes the message (RFC 5322) of a written mail.</summary>
internal sealed class ComposeMessage(IOptions<ShopOptions> shop, TimeProvider clock)
{
    private readonly string _host = shop.Value.MailFrom[(shop.Value.MailFrom.LastIndexOf('@') + 1)..];

    /// <summary>Null when the address is none.</summary>
    public OutgoingMail? Handle(MailRow mail, WrittenMail written)
    {
        if (ReadAddress(written.Address) is not { } to)
        {
            return null;
        }

        var message = new MimeMessage
        {
            MessageId = MessageId(mail.Id),
            Date = clock.GetUtcNow(),
            Subject = written.Text.Subject,
            Body = new MultipartAlternative(
                new TextPart(TextFormat.Plain) { Text = written.Text.Text },
                new TextPart(TextFormat.Html) { Text = written.Text.Html }),
        };
        message.From.Add(new MailboxAddress(PrintLetter.OneLine(shop.Value.Name), shop.Value.MailFrom));
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");    // RFC 3834: no out-of-office replies, please
        return new OutgoingMail(mail.Id, mail.QueuedAt, message);
    }

    /// <summary>The same however often the mail is sent, so that a mail that comes twice is shown once.</summary>
    private string MessageId(long id) => string.Create(CultureInfo.InvariantCulture, $"{id}@{_host}");

    /// <summary>The bare address, alone: a name in front of it would be a stranger's words, a second one a second reader.</summary>
    private static MailboxAddress? ReadAddress(string address) =>
        !address.Any(char.IsControl)
        && MailboxAddress.TryParse(address.Trim(), out var mailbox)
        && mailbox.Address == address.Trim()
        && mailbox.Address.Contains('@', StringComparison.Ordinal)
            ? mailbox
            : null;
}
