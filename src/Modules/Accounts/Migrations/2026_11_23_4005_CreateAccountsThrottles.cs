using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_23_4005, "Tries are counted"), Expand]
public sealed class CreateAccountsThrottles : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_throttles")
            .WithColumn("key").AsString(80).PrimaryKey()
            .WithColumn("tries").AsInt32().NotNullable()
            .WithColumn("ends_at").AsInt64().NotNullable();
        Create.Index("ix_accounts_throttles_ends_at").OnTable("accounts_throttles").OnColumn("ends_at").Ascending();
    }
}
