using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Catalog.Migrations;

[Migration(2026_11_23_1000, "The catalog gets its outbox and its categories"), Expand]
public sealed class CreateCatalog : ForwardOnlyMigration
{
    public override void Up()
    {
        this.CreateOutboxAndInbox("catalog");
        Create.Table("catalog_categories")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("slug").AsString(100).NotNullable()
            .WithColumn("name").AsString(120).NotNullable()
            .WithColumn("parent_id").AsInt64().Nullable()
            .WithColumn("position").AsInt32().NotNullable();
        Create.Index("ux_catalog_categories_slug").OnTable("catalog_categories").OnColumn("slug").Ascending().WithOptions().Unique();
    }
}
