using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Tests.Operations.MigrationLint.Fixtures;

/// <summary>Two tables for each rule, which a release has filled: one for the migration that trips it, one for the one that does not.</summary>
[Migration(Newest, "Tables that a release has"), Expand]
public sealed class BeforeTheRelease : ForwardOnlyMigration
{
    internal const long Newest = 2000_01_01_0000;

    public override void Up()
    {
        for (var rule = 1; rule <= 18; rule++)
        {
            foreach (var part in new[] { "trips", "passes" })
            {
                Create.Table($"gm{rule:000}_{part}")
                    .WithColumn("id").AsInt64().PrimaryKey()
                    .WithColumn("number").AsInt32().NotNullable()
                    .WithColumn("words").AsString(50).NotNullable()
                    .WithColumn("unread").AsInt32().Nullable();
            }
        }
    }
}
