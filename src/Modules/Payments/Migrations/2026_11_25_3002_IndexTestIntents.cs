using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Payments.Migrations;

/// <summary>What is sealed is walked in the order of its numbers.</summary>
[Migration(2026_11_25_3002, "Payments of the test provider are found by number"), Expand]
public sealed class IndexTestIntents : ForwardOnlyMigration
{
    public override void Up() => Create.Index("ix_payments_test_intents_number").OnTable("payments_test_intents").OnColumn("number").Ascending();
}
