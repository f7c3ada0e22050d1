using System.Globalization;
using System.Text.RegularExpressions;
using GigGatek.Notifications.Delivery;

namespace GigGatek.Notifications.Mailbox;

/// <summary>How mail files are called: <c>20261123T140503123-181234567890.eml</c>. Their names sort by time, and the same mail has the same name.</summary>
internal static partial class MailFileName
{
    public const string Extension = ".eml";

    public static string Of(OutgoingMail mail) =>
        string.Create(CultureInfo.InvariantCulture, $"{mail.QueuedAt.UtcDateTime:yyyyMMdd'T'HHmmssfff}-{mail.Id:D19}{Extension}");

    /// <summary>The file of an id that came from a page's address; null for anything that is not exactly such an id.</summary>
    public static string? OfId(string id) => Id().IsMatch(id) ? id + Extension : null;

    [GeneratedRegex(@"^[0-9]{8}T[0-9]{9}-[0-9]{19}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
