using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_03_01_0001, "Its suppression is over"), Expand]
[Suppress("GM017", "All rows are few here.", "2001-01-01")]
public sealed class SuppressedTooLong : ForwardOnlyMigration
{
    public override void Up() => Update.Table("gm017_passes").Set(new { number = 2 }).AllRows();
}

[Migration(2000_03_01_0002, "Its suppression has no reason"), Expand]
[Suppress("GM017", " ", "2999-12-31")]
public sealed class SuppressedWithoutReason : ForwardOnlyMigration
{
    public override void Up() => Update.Table("gm017_passes").Set(new { number = 3 }).AllRows();
}

[Migration(2000_03_01_0003, "Its suppression is of no rule"), Expand]
[Suppress("GM999", "There might be one.", "2999-12-31")]
public sealed class SuppressedNothing : ForwardOnlyMigration
{
    public override void Up() => Update.Table("gm017_passes").Set(new { number = 4 }).Where(new { id = long.MaxValue });
}

[Migration(2000_03_01_0004, "Its suppression holds"), Expand]
[Suppress("GM017", "All rows are few here.", "2999-12-31")]
public sealed class SuppressedRightly : ForwardOnlyMigration
{
    public override void Up() => Update.Table("gm017_passes").Set(new { number = 5 }).AllRows();
}

[Migration(2000_03_01_0005, "A table that no release has"), Expand]
public sealed class NewTable : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("brand_new").WithColumn("id").AsInt64().PrimaryKey().WithColumn("number").AsInt32().NotNullable();
        Create.Index("ux_brand_new").OnTable("brand_new").OnColumn("number").Ascending().WithOptions().Unique();
        Alter.Column("number").OnTable("brand_new").AsInt64().NotNullable();
        Alter.Table("brand_new").AddColumn("more").AsInt32().NotNullable();
        Update.Table("brand_new").Set(new { more = 1 }).AllRows();
    }
}

[Migration(2000_03_01_0006, "An index that another replaces"), Contract]
public sealed class IndexGone : ForwardOnlyMigration
{
    public override void Up() => Delete.Index("ix_passes").OnTable("gm009_passes");
}
