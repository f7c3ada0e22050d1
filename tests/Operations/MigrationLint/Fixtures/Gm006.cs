using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_06_0001, "Trips rule 6"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm006Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm006_trips DROP PRIMARY KEY, ADD PRIMARY KEY (number, id)");
}

[Migration(2000_02_06_0002, "Passes rule 6"), Expand]
public sealed class Gm006Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Index("ix_passes").OnTable("gm006_passes").OnColumn("number").Ascending().OnColumn("id").Ascending();
}
