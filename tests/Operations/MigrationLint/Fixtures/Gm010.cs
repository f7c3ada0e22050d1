using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_10_0001, "Trips rule 10"), Expand]
public sealed class Gm010Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Create.ForeignKey("fk_trips").FromTable("gm010_trips").ForeignColumn("id").ToTable("gm010_passes").PrimaryColumn("id");
}

[Migration(2000_02_10_0002, "Passes rule 10"), Expand]
public sealed class Gm010Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Index("ix_passes").OnTable("gm010_passes").OnColumn("number").Ascending();
}
