using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_02_0001, "Trips rule 2"), Expand]
public sealed class Gm002Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Rename.Column("words").OnTable("gm002_trips").To("letters");
}

[Migration(2000_02_02_0002, "Passes rule 2"), Contract]
public sealed class Gm002Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Delete.Column("unread").FromTable("gm002_passes");
}
