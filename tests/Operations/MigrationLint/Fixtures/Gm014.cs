using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_14_0001, "Trips rule 14"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm014Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm014_trips ADD COLUMN counted BIGINT NOT NULL AUTO_INCREMENT UNIQUE");
}

[Migration(2000_02_14_0002, "Passes rule 14"), Expand]
public sealed class Gm014Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Alter.Table("gm014_passes").AddColumn("counted").AsInt64().Nullable();
}
