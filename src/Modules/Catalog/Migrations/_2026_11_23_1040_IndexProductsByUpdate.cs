using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Catalog.Migrations;

[Migration(2026_11_23_1040, "The owner's list, newest change first"), Expand]
public sealed class IndexProductsByUpdate : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Index("ix_catalog_products_updated").OnTable("catalog_products").OnColumn("updated_at").Ascending().OnColumn("id").Ascending();
}
