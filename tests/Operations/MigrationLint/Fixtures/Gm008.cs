using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_08_0001, "Trips rule 8"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm008Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm008_trips FORCE");
}

[Migration(2000_02_08_0002, "Passes rule 8"), Expand]
public sealed class Gm008Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Alter.Table("gm008_passes").AddColumn("more").AsInt64().Nullable();
}
