using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_23_3040, "Webhooks that were dealt with"), Expand]
public sealed class CreateWebhookEvents : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Table("payments_webhook_events")
            .WithColumn("event_id").AsString(100).PrimaryKey()
            .WithColumn("received_at").AsInt64().NotNullable();
}
