using System.Text.RegularExpressions;
using GigGatek.Contracts.Notifications;
using GigGatek.Platform.Data;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;
using MimeKit;

namespace GigGatek.Notifications.Mailbox;

/// <summary>Reads the mail files for the development page. Closed everywhere else: they are other people's mails.</summary>
internal sealed partial class FileMailbox(IOptions<NotificationsOptions> options, IOptions<DatabaseOptions> data, IOptions<ShopOptions> shop) : IMailbox
{
    private const int Shown = 100;

    private readonly string _folder = options.Value.FolderIn(data.Value);
    private readonly bool _isOpen = shop.Value.Development && !options.Value.Sends;

    public Task<bool> IsOpenAsync(CancellationToken ct) => Task.FromResult(_isOpen);

    public async Task<IReadOnlyList<MailSummary>> ListAsync(CancellationToken ct)
    {
        var mails = new List<MailSummary>();
        foreach (var id in NewestIds())
        {
            if (await Read(id, ct) is { } mail)
            {
                mails.Add(new MailSummary(id, mail.To.ToString(), mail.Subject ?? "", mail.Date));
            }
        }

        return mails;
    }

    public async Task<MailMessage?> FindAsync(string id, CancellationToken ct)
    {
        if (await Read(id, ct) is not { } mail)
        {
            return null;
        }

        var text = (mail.TextBody ?? "").ReplaceLineEndings("\n");
        return new MailMessage(id, mail.To.ToString(), mail.Subject ?? "", mail.Date, text, [.. Link().Matches(text).Select(link => link.Value).Distinct()]);
    }

    private IEnumerable<string> NewestIds() =>
        _isOpen && Directory.Exists(_folder)
            ? Directory.EnumerateFiles(_folder, "*" + MailFileName.Extension)
                .Select(path => Path.GetFileNameWithoutExtension(path)).OrderDescending(StringComparer.Ordinal).Take(Shown)
            : [];

    /// <summary>Null for a file that is not there, was put there by somebody else, or is damaged.</summary>
    private async Task<MimeMessage?> Read(string id, CancellationToken ct)
    {
        if (!_isOpen || MailFileName.OfId(id) is not { } name)
        {
            return null;
        }

        try
        {
            return await MimeMessage.LoadAsync(Path.Combine(_folder, name), ct);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
