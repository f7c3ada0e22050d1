using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_12_0001, "Trips rule 12"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm012Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm012_trips ADD COLUMN next BIGINT AS (id - 1) STORED");
}

[Migration(2000_02_12_0002, "Passes rule 12"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm012Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm012_passes ADD COLUMN next BIGINT AS (id - 1) VIRTUAL");
}
