using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_29_4051, "Recovery codes stand in for a lost second factor"), Expand]
public sealed class CreateAccountsRecoveryCodes : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_recovery_codes")
            .WithColumn("id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().NotNullable()
            .WithColumn("hash").AsString(64).NotNullable()
            .WithColumn("used_at").AsInt64().Nullable();
        Create.Index("ix_accounts_recovery_codes_user").OnTable("accounts_recovery_codes").OnColumn("user_id").Ascending();
    }
}
