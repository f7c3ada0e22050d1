using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Notifications.Migrations;

[Migration(2026_11_23_5010, "Mails that are to be sent, or were"), Expand]
public sealed class CreateMails : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("notifications_mails")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("kind").AsString(40).NotNullable()
            .WithColumn("subject_id").AsInt64().NotNullable()
            .WithColumn("amount").AsInt64().Nullable()
            .WithColumn("currency").AsString(3).Nullable()
            .WithColumn("dedupe_key").AsString(120).NotNullable()
            .WithColumn("state").AsString(20).NotNullable()
            .WithColumn("attempts").AsInt32().NotNullable()
            .WithColumn("queued_at").AsInt64().NotNullable()
            .WithColumn("due_at").AsInt64().NotNullable()
            .WithColumn("claimed_by").AsString(40).Nullable()
            .WithColumn("claimed_until").AsInt64().Nullable()
            .WithColumn("settled_at").AsInt64().Nullable()
            .WithColumn("outcome").AsString(40).Nullable();
        Create.Index("ux_notifications_mails_dedupe").OnTable("notifications_mails").OnColumn("dedupe_key").Ascending().WithOptions().Unique();
        Create.Index("ix_notifications_mails_due").OnTable("notifications_mails").OnColumn("state").Ascending().OnColumn("due_at").Ascending();
    }
}
