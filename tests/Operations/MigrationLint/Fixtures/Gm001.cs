using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_01_0001, "Trips rule 1"), Expand]
public sealed class Gm001Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Delete.Table("gm001_trips");
}

[Migration(2000_02_01_0002, "Passes rule 1"), Contract]
public sealed class Gm001Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Delete.Table("gm001_passes");
}
