using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Storefront.Migrations;

[Migration(2026_11_29_4700, "Browsers tell what they have stopped"), Expand]
public sealed class CreateStorefrontReports : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("storefront_reports")
            .WithColumn("key").AsString(64).PrimaryKey()
            .WithColumn("directive").AsString(40).NotNullable()
            .WithColumn("blocked").AsString(100).NotNullable()
            .WithColumn("page").AsString(150).NotNullable()
            .WithColumn("reports").AsInt64().NotNullable()
            .WithColumn("first_seen_at").AsInt64().NotNullable()
            .WithColumn("last_seen_at").AsInt64().NotNullable();
        Create.Index("ix_storefront_reports_last_seen").OnTable("storefront_reports").OnColumn("last_seen_at").Ascending().OnColumn("key").Ascending();
    }
}
