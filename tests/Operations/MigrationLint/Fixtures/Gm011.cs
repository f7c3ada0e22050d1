using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_11_0001, "Trips rule 11"), Expand]
[Suppress("GM016", "FluentMigrator has no words for it.", "2999-12-31")]
public sealed class Gm011Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Execute.Sql("ALTER TABLE gm011_trips ADD CONSTRAINT ck_trips CHECK (number < 5)");
}

[Migration(2000_02_11_0002, "Passes rule 11"), Expand]
public sealed class Gm011Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Alter.Table("gm011_passes").AddColumn("more").AsInt32().NotNullable().WithDefaultValue(1);
}
