using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_17_0001, "Trips rule 17"), Expand]
public sealed class Gm017Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Update.Table("gm017_trips").Set(new { number = 1 }).AllRows();
}

[Migration(2000_02_17_0002, "Passes rule 17"), Expand]
public sealed class Gm017Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Update.Table("gm017_passes").Set(new { number = 1 }).Where(new { id = long.MaxValue });
}
