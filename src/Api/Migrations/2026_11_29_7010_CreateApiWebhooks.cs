using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Api.Migrations;

[Migration(2026_11_29_7010, "Partners are told what happens to their orders"), Expand]
public sealed class CreateApiWebhooks : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("api_webhooks")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().NotNullable()
            .WithColumn("url").AsString(500).NotNullable()
            .WithColumn("sealed_secret").AsString(300).NotNullable()
            .WithColumn("events").AsString(400).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("failing_since").AsInt64().Nullable()
            .WithColumn("switched_off_at").AsInt64().Nullable();
        Create.Index("ix_api_webhooks_user_id").OnTable("api_webhooks").OnColumn("user_id").Ascending();
    }
}
