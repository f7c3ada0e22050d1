using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_03_0001, "Trips rule 3"), Expand]
public sealed class Gm003Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Alter.Column("number").OnTable("gm003_trips").AsInt64().NotNullable();
}

[Migration(2000_02_03_0002, "Passes rule 3"), Expand]
public sealed class Gm003Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Alter.Column("words").OnTable("gm003_passes").AsString(60).NotNullable();
}
