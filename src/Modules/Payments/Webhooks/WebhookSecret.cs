using GigGatek.Platform;
using GigGatek.Platform.Data;
using Microsoft.Extensions.Options;

namespace GigGatek.Payments.Webhooks;

/// <summary>
/// What webhooks are signed with: configured, or in development made once for the data folder
/// (<c>keys/webhook-secret</c>, readable by its owner only).
/// </summary>
internal sealed class WebhookSecret(IOptions<PaymentsOptions> payments, IOptions<DatabaseOptions> database)
{
    private readonly Lazy<string> _value = new(() =>
        payments.Value.WebhookSecret ?? LoadOrCreate(Path.Combine(database.Value.Directory, "keys", "webhook-secret")));

    public string Value => _value.Value;

    public override string ToString() => "[redacted]";

    private static string LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        return File.ReadAllText(path);
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new StreamWriter(temporary, options))
        {
            file.Write(Secrets.NewToken() + Secrets.NewToken());
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);    // another process was first; its secret counts
        }
    }
}
