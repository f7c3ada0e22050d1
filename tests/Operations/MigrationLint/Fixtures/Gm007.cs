using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_07_0001, "Trips rule 7"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm007Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm007_trips ENGINE = MyISAM");
}

[Migration(2000_02_07_0002, "Passes rule 7"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm007Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm007_passes COMMENT = 'as it was'");
}
