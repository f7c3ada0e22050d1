using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Catalog.Migrations;

[Migration(2026_11_25_1000, "Lists know what Excellent costs"), Expand]
public sealed class PriceOfExcellent : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("catalog_products").AddColumn("price_excellent").AsInt64().Nullable();
}

[Migration(2026_11_25_1001, "Lists know what Good costs"), Expand]
public sealed class PriceOfGood : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("catalog_products").AddColumn("price_good").AsInt64().Nullable();
}

[Migration(2026_11_25_1002, "Lists know what Fair costs"), Expand]
public sealed class PriceOfFair : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("catalog_products").AddColumn("price_fair").AsInt64().Nullable();
}

[Migration(2026_11_25_1003, "What the grades of known products cost"), Expand]
[Suppress("GM016", "One statement that all engines understand and all are tested with; before the first release no shop has rows.", "2027-05-31")]
public sealed class FillPricesByGrade : ForwardOnlyMigration
{
    public override void Up() => Execute.Sql(
        $"""
        UPDATE catalog_products SET
            price_excellent = {PriceOf("Excellent")},
            price_good = {PriceOf("Good")},
            price_fair = {PriceOf("Fair")}
        """);

    private static string PriceOf(string grade) =>
        $"(SELECT v.price FROM catalog_variants v WHERE v.product_id = catalog_products.id AND v.grade = '{grade}' AND v.available > 0)";
}
