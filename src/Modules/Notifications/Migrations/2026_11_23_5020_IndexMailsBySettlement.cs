using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Notifications.Migrations;

[Migration(2026_11_23_5020, "Old mails are swept by when they ended"), Expand]
public sealed class IndexMailsBySettlement : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Index("ix_notifications_mails_settled").OnTable("notifications_mails").OnColumn("settled_at").Ascending();
}
