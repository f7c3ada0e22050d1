using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_09_0001, "Trips rule 9"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm009Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("CREATE FULLTEXT INDEX ft_trips ON gm009_trips (words)");
}

[Migration(2000_02_09_0002, "Passes rule 9"), Expand]
public sealed class Gm009Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Index("ix_passes").OnTable("gm009_passes").OnColumn("words").Ascending();
}
