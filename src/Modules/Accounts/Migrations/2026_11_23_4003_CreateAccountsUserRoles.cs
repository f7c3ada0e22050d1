using FluentMigrator;
using GigGatek.Platform.Migrations;

namespace GigGatek.Accounts.Migrations;

[Migration(2026_11_23_4003, "People hold roles"), Expand]
public sealed class CreateAccountsUserRoles : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_user_roles")
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("role").AsString(40).PrimaryKey();
    }
}
