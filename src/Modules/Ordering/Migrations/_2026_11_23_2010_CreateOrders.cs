using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Ordering.Migrations;

[Migration(2026_11_23_2010, "Orders"), Expand]
public sealed class CreateOrders : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("ordering_orders")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("number").AsString(20).NotNullable()
            .WithColumn("secret").AsString(40).NotNullable()
            .WithColumn("state").AsString(20).NotNullable()
            .WithColumn("customer_id").AsInt64().Nullable()
            .WithColumn("email_index").AsString(60).NotNullable()
            .WithColumn("contact").AsString(2000).NotNullable()
            .WithColumn("address").AsString(4000).NotNullable()
            .WithColumn("currency").AsString(3).NotNullable()
            .WithColumn("subtotal").AsInt64().NotNullable()
            .WithColumn("discount_code").AsString(40).Nullable()
            .WithColumn("discount").AsInt64().NotNullable()
            .WithColumn("shipping_code").AsString(40).NotNullable()
            .WithColumn("shipping_name").AsString(100).NotNullable()
            .WithColumn("shipping").AsInt64().NotNullable()
            .WithColumn("taxes").AsString(4000).NotNullable()
            .WithColumn("tax").AsInt64().NotNullable()
            .WithColumn("tax_added").AsInt64().NotNullable()
            .WithColumn("net_goods").AsInt64().NotNullable()
            .WithColumn("net_shipping").AsInt64().NotNullable()
            .WithColumn("total").AsInt64().NotNullable()
            .WithColumn("refunded").AsInt64().NotNullable()
            .WithColumn("units").AsInt32().NotNullable()
            .WithColumn("placed_at").AsInt64().NotNullable()
            .WithColumn("placed_day").AsInt32().NotNullable()
            .WithColumn("paid_day").AsInt32().Nullable()
            .WithColumn("pay_before").AsInt64().NotNullable()
            .WithColumn("updated_at").AsInt64().NotNullable()
            .WithColumn("end_reason").AsString(500).Nullable()
            .WithColumn("carrier").AsString(100).Nullable()
            .WithColumn("tracking_number").AsString(100).Nullable()
            .WithColumn("shipped_at").AsInt64().Nullable();
        Create.Index("ux_ordering_orders_number").OnTable("ordering_orders").OnColumn("number").Ascending().WithOptions().Unique();
        Create.Index("ux_ordering_orders_secret").OnTable("ordering_orders").OnColumn("secret").Ascending().WithOptions().Unique();
        Create.Index("ix_ordering_orders_customer").OnTable("ordering_orders").OnColumn("customer_id").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_ordering_orders_email").OnTable("ordering_orders").OnColumn("email_index").Ascending();
        Create.Index("ix_ordering_orders_state").OnTable("ordering_orders").OnColumn("state").Ascending().OnColumn("updated_at").Ascending();
        Create.Index("ix_ordering_orders_paid").OnTable("ordering_orders").OnColumn("paid_day").Ascending();
        Create.Table("ordering_order_lines")
            .WithColumn("order_id").AsInt64().PrimaryKey()
            .WithColumn("position").AsInt32().PrimaryKey()
            .WithColumn("sku").AsString(64).NotNullable()
            .WithColumn("product_slug").AsString(250).NotNullable()
            .WithColumn("name").AsString(250).NotNullable()
            .WithColumn("grade").AsString(20).NotNullable()
            .WithColumn("quantity").AsInt32().NotNullable()
            .WithColumn("price").AsInt64().NotNullable()
            .WithColumn("discount").AsInt64().NotNullable()
            .WithColumn("total").AsInt64().NotNullable()
            .WithColumn("tax").AsInt64().NotNullable();
        Create.Table("ordering_order_steps")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("order_id").AsInt64().NotNullable()
            .WithColumn("what").AsString(600).NotNullable()
            .WithColumn("happened_at").AsInt64().NotNullable();
        Create.Index("ix_ordering_order_steps_order").OnTable("ordering_order_steps").OnColumn("order_id").Ascending();
        Create.Table("ordering_refunds")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("order_id").AsInt64().NotNullable()
            .WithColumn("amount").AsInt64().NotNullable()
            .WithColumn("reason").AsString(500).NotNullable()
            .WithColumn("state").AsString(20).NotNullable()
            .WithColumn("problem").AsString(500).Nullable()
            .WithColumn("requested_at").AsInt64().NotNullable()
            .WithColumn("requested_day").AsInt32().NotNullable();
        Create.Index("ix_ordering_refunds_order").OnTable("ordering_refunds").OnColumn("order_id").Ascending();
        Create.Index("ix_ordering_refunds_state").OnTable("ordering_refunds").OnColumn("state").Ascending().OnColumn("requested_at").Ascending();
    }
}
