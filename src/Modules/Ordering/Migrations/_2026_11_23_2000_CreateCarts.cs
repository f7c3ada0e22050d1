using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Ordering.Migrations;

[Migration(2026_11_23_2000, "Carts"), Expand]
public sealed class CreateCarts : ForwardOnlyMigration
{
    public override void Up()
    {
        this.CreateOutboxAndInbox("ordering");
        Create.Table("ordering_carts")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("secret").AsString(40).NotNullable()
            .WithColumn("customer_id").AsInt64().Nullable()
            .WithColumn("discount_code").AsString(40).Nullable()
            .WithColumn("contact").AsString(2000).Nullable()
            .WithColumn("address").AsString(4000).Nullable()
            .WithColumn("shipping_code").AsString(40).Nullable()
            .WithColumn("details_version").AsInt32().NotNullable()
            .WithColumn("touched_at").AsInt64().NotNullable();
        Create.Index("ux_ordering_carts_secret").OnTable("ordering_carts").OnColumn("secret").Ascending().WithOptions().Unique();
        Create.Index("ix_ordering_carts_customer").OnTable("ordering_carts").OnColumn("customer_id").Ascending();
        Create.Index("ix_ordering_carts_touched").OnTable("ordering_carts").OnColumn("touched_at").Ascending();
        Create.Table("ordering_cart_lines")
            .WithColumn("cart_id").AsInt64().PrimaryKey()
            .WithColumn("sku").AsString(64).PrimaryKey()
            .WithColumn("quantity").AsInt32().NotNullable()
            .WithColumn("price_when_added").AsInt64().Nullable()
            .WithColumn("added_at").AsInt64().NotNullable();
    }
}
