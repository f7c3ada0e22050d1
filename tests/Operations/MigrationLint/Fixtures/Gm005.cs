using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_05_0001, "Trips rule 5"), Expand]
public sealed class Gm005Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Index("ux_trips").OnTable("gm005_trips").OnColumn("number").Ascending().WithOptions().Unique();
}

[Migration(2000_02_05_0002, "Passes rule 5"), Expand]
public sealed class Gm005Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Index("ix_passes").OnTable("gm005_passes").OnColumn("number").Ascending();
}
