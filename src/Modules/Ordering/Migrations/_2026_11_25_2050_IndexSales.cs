using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Ordering.Migrations;

/// <summary>The dashboard's sums by day, and the owner's list narrowed to a state, come out of an index alone and in its order.</summary>
[Migration(2026_11_25_2050, "Sales by day and orders by state are found without sorting"), Expand]
public sealed class IndexSales : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Index("ix_ordering_orders_sales").OnTable("ordering_orders").OnColumn("paid_day").Ascending().OnColumn("state").Ascending().OnColumn("total").Ascending();
        Create.Index("ix_ordering_orders_list").OnTable("ordering_orders").OnColumn("state").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_ordering_refunds_day").OnTable("ordering_refunds").OnColumn("requested_day").Ascending().OnColumn("state").Ascending().OnColumn("amount").Ascending();
    }
}
