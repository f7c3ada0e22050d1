using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Catalog.Migrations;

[Migration(2026_11_23_1010, "Products"), Expand]
public sealed class CreateProducts : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("catalog_products")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("identity").AsString(32).NotNullable()
            .WithColumn("slug").AsString(160).NotNullable()
            .WithColumn("name").AsString(200).NotNullable()
            .WithColumn("brand").AsString(100).NotNullable()
            .WithColumn("category_id").AsInt64().NotNullable()
            .WithColumn("description").AsString(int.MaxValue).NotNullable()
            .WithColumn("published").AsBoolean().NotNullable()
            .WithColumn("currency").AsString(3).NotNullable()
            .WithColumn("new_price").AsInt64().Nullable()
            .WithColumn("attributes").AsString(int.MaxValue).NotNullable()
            .WithColumn("price_from").AsInt64().Nullable()
            .WithColumn("grades_in_stock").AsInt32().NotNullable()
            .WithColumn("change_seq").AsInt64().NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("updated_at").AsInt64().NotNullable()
            .WithColumn("version").AsInt64().NotNullable();
        Create.Index("ux_catalog_products_identity").OnTable("catalog_products").OnColumn("identity").Ascending().WithOptions().Unique();
        Create.Index("ux_catalog_products_slug").OnTable("catalog_products").OnColumn("slug").Ascending().WithOptions().Unique();
        Create.Index("ux_catalog_products_change").OnTable("catalog_products").OnColumn("change_seq").Ascending().WithOptions().Unique();
        Create.Index("ix_catalog_products_price").OnTable("catalog_products")
            .OnColumn("category_id").Ascending().OnColumn("published").Ascending().OnColumn("price_from").Ascending();

        Create.Table("catalog_changes")
            .WithColumn("id").AsInt32().PrimaryKey()
            .WithColumn("last_seq").AsInt64().NotNullable();
        Insert.IntoTable("catalog_changes").Row(new { id = 1, last_seq = 0L });
    }
}
