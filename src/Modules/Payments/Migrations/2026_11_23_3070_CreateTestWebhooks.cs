using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3070, "Webhooks of the test provider"), Expand]
public sealed class CreateTestWebhooks : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("payments_test_webhooks")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("event_id").AsString(60).NotNullable()
            .WithColumn("type").AsString(60).NotNullable()
            .WithColumn("intent_id").AsString(60).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("due_at").AsInt64().Nullable()
            .WithColumn("attempts").AsInt32().NotNullable();
        Create.Index("ix_payments_test_webhooks_due_at").OnTable("payments_test_webhooks").OnColumn("due_at").Ascending();
    }
}
