using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_13_0001, "Trips rule 13"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm013Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm013_trips ADD COLUMN more BIGINT NULL AFTER id");
}

[Migration(2000_02_13_0002, "Passes rule 13"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm013Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm013_passes ADD COLUMN more BIGINT NULL");
}
