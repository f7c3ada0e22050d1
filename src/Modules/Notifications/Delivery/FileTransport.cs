using GigGatek.Notifications.Mailbox;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Options;
using MimeKit;

namespace GigGatek.Notifications.Delivery;

/// <summary>
/// Writes mails into a folder, readable by this user only: they hold addresses and links with tokens. A mail that comes
/// again replaces itself.
/// </summary>
internal sealed class FileTransport(IOptions<NotificationsOptions> options, IOptions<DatabaseOptions> data) : IMailTransport
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = options.Value.FolderIn(data.Value);

    public async Task<DeliveryAnswer> DeliverAsync(OutgoingMail mail, CancellationToken ct)
    {
        var path = Path.Combine(_folder, MailFileName.Of(mail));
        var temporary = $"{path}.{Environment.ProcessId}.part";
        try
        {
            MakeFolder();
            await Write(mail.Message, temporary, ct);
            File.Move(temporary, path, overwrite: true);
            return new DeliveryAnswer(Delivered.Yes, "file");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new DeliveryAnswer(Delivered.NoWayOut, "disk");
        }
    }

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_folder);
        }
        else
        {
            Directory.CreateDirectory(_folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private static async Task Write(MimeMessage message, string path, CancellationToken ct)
    {
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        await using var file = new FileStream(path, how);
        message.Prepare(EncodingConstraint.SevenBit);
        await message.WriteToAsync(file, ct);
        await file.FlushAsync(ct);
    }
}
