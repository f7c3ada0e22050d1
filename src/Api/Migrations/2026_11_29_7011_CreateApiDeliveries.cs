using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Api.Migrations;

[Migration(2026_11_29_7011, "What partners were told, and whether it arrived"), Expand]
public sealed class CreateApiDeliveries : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("api_deliveries")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("webhook_id").AsInt64().NotNullable()
            .WithColumn("event").AsString(40).NotNullable()
            .WithColumn("subject").AsString(40).NotNullable()
            .WithColumn("occurred_at").AsInt64().NotNullable()
            .WithColumn("state").AsString(20).NotNullable()
            .WithColumn("attempts").AsInt32().NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("due_at").AsInt64().NotNullable()
            .WithColumn("claimed_until").AsInt64().Nullable()
            .WithColumn("settled_at").AsInt64().Nullable()
            .WithColumn("outcome").AsString(40).Nullable();
        Create.Index("ix_api_deliveries_due").OnTable("api_deliveries").OnColumn("state").Ascending().OnColumn("due_at").Ascending();
        Create.Index("ix_api_deliveries_webhook").OnTable("api_deliveries").OnColumn("webhook_id").Ascending().OnColumn("id").Ascending();
    }
}
