using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Ordering.Migrations;

[Migration(2026_11_23_2020, "Discounts, countries, shipping and tax rates"), Expand]
public sealed class CreatePriceTables : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("ordering_discounts")
            .WithColumn("code").AsString(40).PrimaryKey()
            .WithColumn("kind").AsString(20).NotNullable()
            .WithColumn("amount").AsInt64().NotNullable()
            .WithColumn("minimum_minor").AsInt64().NotNullable()
            .WithColumn("valid_from").AsInt64().Nullable()
            .WithColumn("valid_until").AsInt64().Nullable()
            .WithColumn("max_uses").AsInt32().Nullable()
            .WithColumn("uses").AsInt32().NotNullable()
            .WithColumn("active").AsBoolean().NotNullable();
        Create.Table("ordering_countries")
            .WithColumn("code").AsString(2).PrimaryKey()
            .WithColumn("name").AsString(100).NotNullable()
            .WithColumn("zone").AsString(20).NotNullable();
        Create.Table("ordering_shipping_rates")
            .WithColumn("zone").AsString(20).PrimaryKey()
            .WithColumn("code").AsString(40).PrimaryKey()
            .WithColumn("name").AsString(100).NotNullable()
            .WithColumn("promise").AsString(200).NotNullable()
            .WithColumn("price").AsInt64().NotNullable()
            .WithColumn("free_from").AsInt64().Nullable();
        Create.Table("ordering_tax_rates")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("country").AsString(2).NotNullable()
            .WithColumn("region").AsString(10).NotNullable()
            .WithColumn("name").AsString(100).NotNullable()
            .WithColumn("basis_points").AsInt32().NotNullable()
            .WithColumn("included").AsBoolean().NotNullable()
            .WithColumn("rounding").AsString(10).NotNullable()
            .WithColumn("on_shipping").AsBoolean().NotNullable();
        Create.Index("ix_ordering_tax_rates_place").OnTable("ordering_tax_rates").OnColumn("country").Ascending().OnColumn("region").Ascending();
    }
}
