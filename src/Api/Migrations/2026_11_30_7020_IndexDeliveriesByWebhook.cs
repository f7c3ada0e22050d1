using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Api.Migrations;

[Migration(2026_11_30_7020, "What is due to one address is found without what is due to the others"), Expand]
public sealed class IndexDeliveriesByWebhook : ForwardOnlyMigration
{
    public override void Up() => Create.Index("ix_api_deliveries_webhook_due").OnTable("api_deliveries")
        .OnColumn("webhook_id").Ascending().OnColumn("state").Ascending().OnColumn("due_at").Ascending();
}
