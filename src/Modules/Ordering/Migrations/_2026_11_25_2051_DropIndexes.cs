using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Ordering.Migrations;

/// <summary>Others begin with the same columns.</summary>
[Migration(2026_11_25_2051, "Indexes that others replace go"), Contract]
public sealed class DropIndexes : ForwardOnlyMigration
{
    public override void Up()
    {
        Delete.Index("ix_ordering_orders_paid").OnTable("ordering_orders");
        Delete.Index("ix_ordering_carts_customer").OnTable("ordering_carts");
    }
}
