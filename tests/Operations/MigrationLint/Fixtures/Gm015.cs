using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_15_0001, "Trips rule 15"), Expand]
public sealed class Gm015Trips : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("gm015_trips").AddColumn("more").AsInt32().Nullable();
        Update.Table("gm015_trips").Set(new { more = 1 }).AllRows();
    }
}

[Migration(2000_02_15_0002, "Passes rule 15"), Expand]
public sealed class Gm015Passes : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("gm015_passes").AddColumn("more").AsInt32().Nullable();
        Insert.IntoTable("gm015_passes").Row(new { id = 1L, number = 1, words = "one", more = 1 });
    }
}
