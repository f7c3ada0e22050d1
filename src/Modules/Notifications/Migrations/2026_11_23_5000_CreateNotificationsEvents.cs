using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Notifications.Migrations;

[Migration(2026_11_23_5000, "Notifications receive events"), Expand]
public sealed class CreateNotificationsEvents : ForwardOnlyMigration
{
    public override void Up() => this.CreateOutboxAndInbox("notifications");
}
