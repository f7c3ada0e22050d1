using System.Globalization;
using System.Net.Sockets;
using GigGatek.Platform.Web;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace GigGatek.Notifications.Delivery;

/// <summary>
/// Hands mails to a server (RFC 5321), one connection each. The server's words are not kept: they quote the address. What
/// remains of them is the status code.
/// </summary>
internal sealed class SmtpTransport(IOptions<NotificationsOptions> options, IOptions<ShopOptions> shop) : IMailTransport
{
    private readonly SmtpOptions _server = options.Value.Smtp;
    private readonly ServerTrust? _trust = options.Value.Smtp.CaFile is { } file ? ServerTrust.Read(file) : null;
    private readonly string _ourName = new Uri(shop.Value.PublicUrl).IdnHost;

    public async Task<DeliveryAnswer> DeliverAsync(OutgoingMail mail, CancellationToken ct)
    {
        using var client = new SmtpClient { LocalDomain = _ourName, Timeout = options.Value.TimeoutSeconds * 1000 };
        if (_trust is not null)
        {
            client.ServerCertificateValidationCallback = _trust.Accepts;
        }

        try
        {
            await Connect(client, ct);
            await client.SendAsync(FormatOptions.Default, mail.Message, ct);
        }
        catch (SmtpCommandException refusal)
        {
            return Read(refusal);
        }
        catch (Exception failure) when (CodeOf(failure) is not null)
        {
            return new DeliveryAnswer(Delivered.NoWayOut, CodeOf(failure)!);
        }

        await TakeLeave(client, ct);
        return new DeliveryAnswer(Delivered.Yes, "smtp_250");
    }

    private async Task Connect(SmtpClient client, CancellationToken ct)
    {
        var protection = _server.Security switch
        {
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.None => SecureSocketOptions.None,
            _ => throw new InvalidOperationException($"Unknown security {_server.Security}."),
        };
        await client.ConnectAsync(_server.Host!, _server.Port, protection, ct);
        if (_server.User is { } user)
        {
            await client.AuthenticateAsync(user, _server.Password!, ct);
        }
    }

    /// <summary>
    /// A code that begins with 5 is for good (RFC 5321 section 4.2.1), unless it is the shop that was refused: as a sender,
    /// or by policy (5.7.x of RFC 3463, "relay access denied"). That can be put right, and then the mail must still be there.
    /// </summary>
    private static DeliveryAnswer Read(SmtpCommandException refusal)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"smtp_{(int)refusal.StatusCode}");
        var isAboutMail = refusal.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
        var isForGood = (int)refusal.StatusCode >= 500 && !refusal.Message.StartsWith("5.7.", StringComparison.Ordinal);
        return new DeliveryAnswer(!isAboutMail ? Delivered.NoWayOut : isForGood ? Delivered.Never : Delivered.NotNow, code);
    }

    /// <summary>What can go wrong on the way, as a code; null for what only a bug can cause.</summary>
    private static string? CodeOf(Exception failure) => failure switch
    {
        SslHandshakeException => "tls_failed",
        NotSupportedException => "not_supported",    // the server offers no STARTTLS, or no way to sign in that we know
        AuthenticationException or ServiceNotAuthenticatedException => "sign_in_refused",
        TimeoutException => "timeout",
        SocketException or IOException or ProtocolException or ServiceNotConnectedException => "unreachable",
        _ => null,
    };

    /// <summary>The server has the mail; how the connection ends does not matter any more.</summary>
    private static async Task TakeLeave(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception failure) when (CodeOf(failure) is not null || failure is SmtpCommandException or OperationCanceledException)
        {
            // Nothing to do: the answer to the mail itself has been read.
        }
    }
}
