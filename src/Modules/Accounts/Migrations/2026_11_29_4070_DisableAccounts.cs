using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_29_4070, "Accounts can be disabled"), Expand]
public sealed class DisableAccounts : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("accounts_users").AddColumn("disabled_at").AsInt64().Nullable();
}
