using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Catalog.Migrations;

[Migration(2026_11_23_1020, "Variants by grade, and reservations of them"), Expand]
public sealed class CreateVariants : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("catalog_variants")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("product_id").AsInt64().NotNullable()
            .WithColumn("sku").AsString(60).NotNullable()
            .WithColumn("grade").AsString(20).NotNullable()
            .WithColumn("price").AsInt64().Nullable()
            .WithColumn("available").AsInt32().NotNullable()
            .WithColumn("reserved").AsInt32().NotNullable()
            .WithColumn("received").AsInt32().NotNullable()
            .WithColumn("sold").AsInt32().NotNullable()
            .WithColumn("returned").AsInt32().NotNullable()
            .WithColumn("warranty_months").AsInt32().NotNullable()
            .WithColumn("version").AsInt64().NotNullable();
        Create.Index("ux_catalog_variants_sku").OnTable("catalog_variants").OnColumn("sku").Ascending().WithOptions().Unique();
        Create.Index("ux_catalog_variants_product").OnTable("catalog_variants")
            .OnColumn("product_id").Ascending().OnColumn("grade").Ascending().WithOptions().Unique();

        Create.Table("catalog_reservations")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("state").AsString(20).NotNullable()
            .WithColumn("until").AsInt64().NotNullable()
            .WithColumn("changed_at").AsInt64().NotNullable();
        Create.Index("ix_catalog_reservations_until").OnTable("catalog_reservations").OnColumn("state").Ascending().OnColumn("until").Ascending();

        Create.Table("catalog_reservation_lines")
            .WithColumn("reservation_id").AsInt64().PrimaryKey()
            .WithColumn("variant_id").AsInt64().PrimaryKey()
            .WithColumn("quantity").AsInt32().NotNullable();
        Create.Index("ix_catalog_reservation_lines_variant").OnTable("catalog_reservation_lines").OnColumn("variant_id").Ascending();
    }
}
