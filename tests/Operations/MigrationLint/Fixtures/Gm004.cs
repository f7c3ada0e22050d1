using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_04_0001, "Trips rule 4"), Expand]
public sealed class Gm004Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Alter.Table("gm004_trips").AddColumn("more").AsInt32().NotNullable();
}

[Migration(2000_02_04_0002, "Passes rule 4"), Expand]
public sealed class Gm004Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Alter.Table("gm004_passes").AddColumn("more").AsInt32().NotNullable().WithDefaultValue(0);
}
