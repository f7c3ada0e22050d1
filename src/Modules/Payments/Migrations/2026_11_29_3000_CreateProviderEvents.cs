using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_29_3000, "Events of the payment provider"), Expand]
public sealed class CreateProviderEvents : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("payments_provider_events")
            .WithColumn("event_id").AsString(100).PrimaryKey()
            .WithColumn("intent").AsString(100).NotNullable()
            .WithColumn("subject_kind").AsString(20).Nullable()
            .WithColumn("subject").AsString(100).Nullable()
            .WithColumn("received_at").AsInt64().NotNullable()
            .WithColumn("due_at").AsInt64().Nullable()
            .WithColumn("attempts").AsInt32().NotNullable();
        Create.Index("ix_payments_provider_events_due_at").OnTable("payments_provider_events").OnColumn("due_at").Ascending();
    }
}
