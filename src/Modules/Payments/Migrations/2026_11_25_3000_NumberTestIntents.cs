using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

[Migration(2026_11_25_3000, "Payments of the test provider are numbered"), Expand]
public sealed class NumberTestIntents : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("payments_test_intents").AddColumn("number").AsInt64().NotNullable().WithDefaultValue(0);
}
