using System.Text;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
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

    /// <summary>Of processes that start at once one makes it; its secret counts.</summary>
    private static string LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            PrivateFiles.TryWriteNew(path, Encoding.ASCII.GetBytes(Secrets.NewToken() + Secrets.NewToken()));
        }

        return File.ReadAllText(path);
    }
}
