using System.ComponentModel.DataAnnotations;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;

namespace GigGatek.Notifications;

/// <summary>
/// How mails leave the shop. Section <c>Notifications</c>. Who they come from is <see cref="ShopOptions.MailFrom"/>: the
/// address that the pages name, too.
/// </summary>
internal sealed class NotificationsOptions
{
    /// <summary>
    /// <c>smtp</c>, or <c>file</c>: written into <see cref="Folder"/> and not sent, tokens of links included. By default
    /// <c>file</c> in development; elsewhere it must be said.
    /// </summary>
    [AllowedValues("file", "smtp", null)]
    public string? Delivery { get; init; }

    /// <summary>Where <c>file</c> writes. By default <c>mail</c> in the data folder.</summary>
    public string? Folder { get; init; }

    /// <summary>How long one mail may take, from the first word to the server to its answer.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>How long a mail is tried. RFC 5321 (4.5.4.1) asks for at least four to five days.</summary>
    [Range(1, 30)]
    public int GiveUpAfterDays { get; init; } = 5;

    /// <summary>
    /// So long after its end a mail's row is kept, and no news that are older become a mail: whatever was told in that time
    /// is not told again. More than <see cref="GiveUpAfterDays"/>.
    /// </summary>
    [Range(2, 365)]
    public int KeepDays { get; init; } = 60;

    /// <summary>Who is told what the shop cannot settle by itself. By default the address that the mails come from.</summary>
    [EmailAddress]
    public string? AlertsTo { get; init; }

    /// <summary>The mail server.</summary>
    public SmtpOptions Smtp { get; init; } = new();

    /// <summary>True where mails really go out.</summary>
    public bool Sends => Delivery == "smtp";

    /// <summary>The folder of the mail files.</summary>
    public string FolderIn(DatabaseOptions data) => Path.GetFullPath(Folder ?? Path.Combine(data.Directory, "mail"));
}

/// <summary>How the connection to the mail server is protected.</summary>
internal enum SmtpSecurity
{
    /// <summary>Begins in clear and must become TLS before anything is said (RFC 3207); usual on port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314); usual on port 465.</summary>
    Tls,

    /// <summary>In clear. For a relay on the same machine.</summary>
    None,
}

/// <summary>The mail server. Section <c>Notifications:Smtp</c>.</summary>
internal sealed class SmtpOptions
{
    public string? Host { get; init; }

    public int Port { get; init; } = 587;

    public SmtpSecurity Security { get; init; }

    public string? User { get; init; }

    /// <summary>
    /// A PEM file with the authorities that may sign the server's certificate, instead of the system's: for a mail server
    /// inside the house. Name and dates of the certificate count all the same.
    /// </summary>
    public string? CaFile { get; init; }

    /// <summary>A secret: from a file (<c>/run/secrets/Notifications__Smtp__Password</c>) or the environment.</summary>
    public string? Password { get; init; }
}
