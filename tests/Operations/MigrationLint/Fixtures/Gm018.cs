using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

[Migration(2000_02_18_0001, "Trips rule 18"), Contract]
public sealed class Gm018Trips : ForwardOnlyMigration
{
    public override void Up() =>
        Delete.Column("words").FromTable("gm018_trips");
}

[Migration(2000_02_18_0002, "Passes rule 18"), Contract]
public sealed class Gm018Passes : ForwardOnlyMigration
{
    public override void Up() =>
        Delete.Column("unread").FromTable("gm018_passes");
}
