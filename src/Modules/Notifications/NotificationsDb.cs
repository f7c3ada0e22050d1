using GigGatek.Notifications.Queue;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Notifications;

/// <summary>The module's tables.</summary>
internal sealed class NotificationsDb(DataOptions options) : ModuleDb(options, "notifications")
{
    public ITable<MailRow> Mails => this.GetTable<MailRow>();
}
