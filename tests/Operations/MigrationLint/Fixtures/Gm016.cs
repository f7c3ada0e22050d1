using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_16_0001, "Trips rule 16"), Expand]
public sealed class Gm016Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm016_trips ADD COLUMN more BIGINT NULL");
}

[Migration(2000_02_16_0002, "Passes rule 16"), Expand]
public sealed class Gm016Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Alter.Table("gm016_passes").AddColumn("more").AsInt64().Nullable();
}
