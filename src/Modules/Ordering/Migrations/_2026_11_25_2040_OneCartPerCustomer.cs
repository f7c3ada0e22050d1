using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Ordering.Migrations;

/// <summary>Of two sign-ins at once, each with a guest's cart, the second finds the cart of the first.</summary>
[Migration(2026_11_25_2040, "A customer has one cart"), Expand]
public sealed class OneCartPerCustomer : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Index("ux_ordering_carts_customer").OnTable("ordering_carts").OnColumn("customer_id").Ascending().WithOptions().Unique();
}
